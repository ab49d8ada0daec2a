package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a promise does, it fails alone, and leaves no process behind. */
class HostilePromisesTest extends RunnerFixture {
    @Test
    void aThrownExceptionAndAThrownErrorAreFailuresOfTheirPromiseAlone() {
        PromiseReport report = builder()
                .build()
                .run(Map.of(
                        "a",
                                context -> {
                                    throw new IOException("disk on fire");
                                },
                        "b",
                                context -> {
                                    throw new StackOverflowError();
                                },
                        "c",
                                context -> {
                                    throw new NullPointerException();
                                },
                        "d", HOLDS));

        assertThat(report.results())
                .extracting(PromiseResult::message)
                .containsExactly("disk on fire", "java.lang.StackOverflowError", "NullPointerException", "all is well");
        assertThat(report.results()).extracting(PromiseResult::failed).containsExactly(true, true, true, false);
    }

    @Test
    void aFloodOfEntriesIsCutAndKeepsItsFailure() {
        PromiseReport report = builder().build().run(Map.of("a", context -> {
            String megabyte = "x".repeat(1 << 20);
            for (int i = 0; i < 100; i++) {
                context.info(megabyte);
            }
            return Finding.failed("the end");
        }));

        assertThat(report.kept()).isFalse();
        assertThat(partition.resolve(".slapgrid/promise/log/a.log").toFile().length())
                .isLessThan(6 << 20);
    }

    @Test
    void limitsDoNotAddUpAndTheOthersAreDoneMeanwhile() {
        CountDownLatch released = new CountDownLatch(1);
        Map<String, Promise> promises = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            promises.put(String.format("p%02d", i), i % 2 == 0 ? context -> await(released) : HOLDS);
        }
        long start = System.nanoTime();
        PromiseReport report = builder().timeout(Duration.ofMillis(400)).build().run(promises);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        released.countDown();

        // One by one the limits of 50 would come to 20 seconds.
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertThat(report.results()).hasSize(100);
        assertThat(report.results().stream().filter(PromiseResult::failed))
                .hasSize(50)
                .allMatch(result -> result.message().equals("Error: Promise timed out after 0.4 seconds"));
    }

    private static Finding await(CountDownLatch latch) {
        // Deaf to interrupts, as much code is.
        while (true) {
            try {
                latch.await();
                return Finding.ok("released");
            } catch (InterruptedException e) {
                continue;
            }
        }
    }

    @Test
    void twoThatWaitForEachOtherAreGivenUpAndTheOthersRun() {
        CyclicBarrier both = new CyclicBarrier(2);
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        PromiseReport report = builder()
                .timeout(Duration.ofMillis(500))
                .build()
                .run(Map.of(
                        "a", context -> locked(both, one, other),
                        "b", context -> locked(both, other, one),
                        "good", HOLDS));

        assertThat(messages(report))
                .containsEntry("a", "Error: Promise timed out after 0.5 seconds")
                .containsEntry("b", "Error: Promise timed out after 0.5 seconds")
                .containsEntry("good", "all is well");
    }

    private static Finding locked(CyclicBarrier both, ReentrantLock first, ReentrantLock second) throws Exception {
        // Deaf to interrupts, so that to give up one of them does not free the other.
        first.lock();
        try {
            both.await();
            second.lock();
            second.unlock();
            return Finding.ok("both locked");
        } finally {
            first.unlock();
        }
    }

    @Test
    void errorsOfEveryKindAreFailuresOfTheirPromiseAlone() {
        PromiseReport report = builder()
                .build()
                .run(Map.of(
                        "deep", context -> Finding.ok("depth " + deep(0)),
                        "memory",
                                context -> Finding.ok(
                                        "length " + new long[2_000_000_000].length + new long[2_000_000_000].length),
                        "linkage",
                                context -> {
                                    throw new NoClassDefFoundError("com/acme/Gone");
                                },
                        "good", HOLDS));

        assertThat(messages(report).get("deep")).contains("StackOverflowError");
        assertThat(messages(report).get("memory")).contains("OutOfMemoryError");
        assertThat(messages(report).get("linkage")).contains("com/acme/Gone");
        assertThat(messages(report)).containsEntry("good", "all is well");
        assertThat(report.results().stream().filter(PromiseResult::failed)).hasSize(3);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deep(int level) {
        return deep(level + 1) + 1;
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatIsCalledAPluginButIsNoFileFailsAlone() throws Exception {
        Path plugins = Files.createDirectories(partition.resolve("etc/plugin"));
        Files.createDirectory(plugins.resolve("folder.py"));
        Files.createSymbolicLink(plugins.resolve("nowhere.py"), partition.resolve("none"));
        assertThat(Command.in(plugins, "mkfifo", "pipe.py").run().succeeded()).isTrue();

        PromiseReport report = builder().build().run(Sweep.test().with(Map.of("good", HOLDS)));

        assertThat(messages(report)).containsEntry("good", "all is well");
        assertThat(messages(report).get("folder")).endsWith("folder.py is no file");
        assertThat(messages(report).get("pipe")).endsWith("pipe.py is no file");
        assertThat(messages(report).get("nowhere")).contains("NoSuchFileException");
        assertThat(report.results().stream().filter(PromiseResult::failed)).hasSize(3);
    }

    @Test
    void anExecutableMayDoWhatItWantsToItselfAlone() throws Exception {
        executable("etc/promise/killed", "echo last words; kill -9 $$");
        executable("etc/promise/reads", "cat; echo nothing to read");
        executable("etc/promise/moves", "cd /; rm -f no/such/file; pwd");
        executable("etc/promise/flood", "head -c 50000000 /dev/zero | tr '\\0' x");
        executable("etc/promise/stays", "pwd -P");

        PromiseReport report = builder().timeout(Duration.ofSeconds(60)).build().run();

        assertThat(messages(report))
                .containsEntry("killed", "last words")
                .containsEntry("reads", "nothing to read")
                .containsEntry("moves", "/")
                .containsEntry("flood", "..." + "x".repeat(5000))
                .containsEntry("stays", partition.toRealPath().toString());
        assertThat(report.results().stream().filter(PromiseResult::failed))
                .extracting(PromiseResult::title)
                .containsExactly("killed");
    }

    @Test
    @Tag("slow")
    void aGigabyteIsReadToItsEndAndOnlyItsEndIsKept() throws Exception {
        executable("etc/promise/flood", "head -c 1000000000 /dev/zero | tr '\\0' x; echo; echo the end");
        long before = heap();

        PromiseReport report =
                builder().timeout(Duration.ofSeconds(100)).build().run();

        assertThat(report.results().get(0).message()).endsWith("xxx\nthe end");
        assertThat(heap() - before).isLessThan(20 << 20);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void noProcessOfAPromiseIsLeftHoweverItHides() throws Exception {
        executable("etc/promise/deaf", "trap '' TERM; echo $$ > deaf.pid; sleep 600 & wait");
        executable("etc/promise/mute", "exec >&- 2>&-; echo $$ > mute.pid; exec sleep 600");
        executable("etc/promise/fork", "(sh -c 'echo $$ > fork.pid; exec sleep 600' &) ; sleep 600");
        executable("etc/promise/daemon", "setsid sh -c 'echo $$ > daemon.pid; exec sleep 600' & sleep 600");
        executable(
                "etc/promise/left",
                "setsid sh -c 'echo $$ > left.pid; exec sleep 600' &\n"
                        + "while ! test -s left.pid; do sleep 0.01; done; echo fine");
        executable("etc/promise/works", "echo fine");

        PromiseReport report = builder().timeout(Duration.ofSeconds(4)).build().run();

        for (String title : List.of("deaf", "mute", "fork", "daemon")) {
            assertThat(messages(report)).containsEntry(title, "Error: Promise timed out after 4 seconds");
        }
        assertThat(messages(report)).containsEntry("left", "fine").containsEntry("works", "fine");
        for (String title : List.of("deaf", "mute", "fork", "daemon", "left")) {
            assertThat(runs(partition.resolve(title + ".pid"))).as(title).isFalse();
        }
    }

    /** Whether a process is there and no zombie, which only its parent can remove. */
    private static boolean runs(Path pidFile) throws IOException {
        String pid = Files.readString(pidFile).trim();
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<String, String> messages(PromiseReport report) {
        return report.results().stream().collect(Collectors.toMap(PromiseResult::title, PromiseResult::message));
    }
}
