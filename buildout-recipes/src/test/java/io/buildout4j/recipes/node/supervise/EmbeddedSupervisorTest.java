package io.buildout4j.recipes.node.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.process.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedSupervisorTest {

    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(50), Duration.ofMillis(400), Duration.ofHours(1));

    @TempDir
    private Path partition;

    private final List<String> ended = new CopyOnWriteArrayList<>();
    private EmbeddedSupervisor supervisor = open();

    private EmbeddedSupervisor open() {
        return new EmbeddedSupervisor(EmbeddedSupervisor.Settings.standard()
                .withBackoff(QUICK)
                .withGrace(Duration.ofSeconds(2))
                .withLogBytes(2000)
                .withListener((place, service, code) -> ended.add(service.name() + " " + code)));
    }

    @AfterEach
    void close() throws Exception {
        supervisor.stop(partition);
        supervisor.close();
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.createDirectories(partition.resolve(name).getParent())
                .resolve(Path.of(name).getFileName());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private List<String> apply() throws Exception {
        return supervisor.apply(partition, Service.of(partition));
    }

    private ServiceState state() {
        return supervisor.states(partition).get(0);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).filter(ProcessTree::runs).isPresent();
    }

    @Test
    void servicesAreFoundInTheirTwoDirectoriesByName() throws IOException {
        program("etc/run/b", "");
        program("etc/run/a", "");
        program("etc/service/c", "");
        Files.writeString(partition.resolve("etc/run/no-program"), "");

        assertThat(Service.of(partition).stream().map(Service::name)).containsExactly("a", "b", "c-on-watch");
        assertThat(Service.of(partition).stream().map(Service::kept)).containsExactly(false, false, true);
    }

    @Test
    void whatEndsIsStartedAgainAndLaterEachTime() throws Exception {
        program("etc/service/short", "date +%s%N >> starts; exit 7");

        assertThat(apply()).containsExactly("short-on-watch");
        await("four starts", () -> lines("starts") >= 4);

        List<Long> starts = Files.readAllLines(partition.resolve("starts")).stream()
                .map(Long::parseLong)
                .toList();
        assertThat(starts.get(3) - starts.get(2))
                .isGreaterThan(Duration.ofMillis(180).toNanos());
        assertThat(state().restarts()).isGreaterThanOrEqualTo(3);
        assertThat(ended).contains("short-on-watch OptionalInt[7]");
    }

    private long lines(String file) {
        try {
            return Files.exists(partition.resolve(file))
                    ? Files.readAllLines(partition.resolve(file)).size()
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void whatRunsOnceIsStartedAgainByTheNextDeploymentOnly() throws Exception {
        program("etc/run/once", "echo x >> starts");

        apply();
        await("its end", () -> !ended.isEmpty());
        Thread.sleep(300);
        assertThat(lines("starts")).isEqualTo(1);
        apply();
        await("the second start", () -> lines("starts") == 2);
    }

    @Test
    void whatDidNotChangeRunsOnAndWhatChangedIsStartedAnew() throws Exception {
        program("etc/service/same", "exec sleep 1000");
        program("etc/service/changed", "exec sleep 1000");
        apply();
        long same = supervisor.states(partition).get(1).pid().orElseThrow();
        long changed = supervisor.states(partition).get(0).pid().orElseThrow();
        program("etc/service/changed", "exec sleep 1001");

        assertThat(apply()).containsExactly("changed-on-watch");

        assertThat(supervisor.states(partition).get(1).pid()).hasValue(same);
        assertThat(runs(changed)).isFalse();
    }

    @Test
    void whatIsNotWantedAnyMoreIsStopped() throws Exception {
        program("etc/service/gone", "exec sleep 1000");
        apply();
        long pid = state().pid().orElseThrow();
        Files.delete(partition.resolve("etc/service/gone"));

        apply();

        assertThat(runs(pid)).isFalse();
        assertThat(supervisor.states(partition)).isEmpty();
    }

    @Test
    void aWholeTreeIsStoppedEvenOneThatIgnoresTheFirstAsking() throws Exception {
        program("etc/service/tree", "trap '' TERM; setsid sh -c 'echo $$ > grandchild; exec sleep 1000' & sleep 1000");
        apply();
        await("the grandchild", () -> lines("grandchild") == 1);
        long grandchild =
                Long.parseLong(Files.readString(partition.resolve("grandchild")).strip());
        assertThat(runs(grandchild)).isTrue();

        supervisor.stop(partition);

        assertThat(runs(grandchild)).isFalse();
    }

    @Test
    void anotherSupervisorTakesOverWhatRuns() throws Exception {
        program("etc/service/web", "exec sleep 1000");
        apply();
        long pid = state().pid().orElseThrow();
        supervisor.close();

        supervisor = open();
        assertThat(apply()).isEmpty();
        assertThat(state().pid()).hasValue(pid);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        await("the next start", () -> state().pid().orElse(pid) != pid);
    }

    /** A host that has its services running, and nothing else to do. */
    static final class Host {
        private Host() {}

        public static void main(String[] args) throws Exception {
            Path partition = Path.of(args[0]);
            try (Supervisor supervisor = new EmbeddedSupervisor(EmbeddedSupervisor.Settings.standard())) {
                supervisor.apply(partition, Service.of(partition));
                System.out.println("begun");
                Thread.sleep(Duration.ofHours(1).toMillis());
            }
        }
    }

    @Test
    @Tag("slow")
    void servicesOutliveAHostThatIsKilled() throws Exception {
        program("etc/service/stays", "echo $$ > stays; exec sleep 1000");
        program("etc/service/goes", "echo $$ >> goes; exec sleep 1000");
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Host.class.getName(),
                        partition.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(host.inputReader().lines().anyMatch("begun"::equals)).isTrue();
        await("both", () -> lines("stays") == 1 && lines("goes") == 1);
        host.destroyForcibly().waitFor();
        long stays = Long.parseLong(Files.readString(partition.resolve("stays")).strip());
        long goes = Long.parseLong(Files.readString(partition.resolve("goes")).strip());
        assertThat(runs(stays)).isTrue();
        ProcessHandle.of(goes).ifPresent(ProcessHandle::destroyForcibly);
        await("its end", () -> !runs(goes));

        assertThat(apply()).containsExactly("goes-on-watch");

        assertThat(supervisor.states(partition).get(1).pid()).hasValue(stays);
        await("its second start", () -> lines("goes") == 2);
    }

    @Test
    void aNumberThatAnotherProcessHasByNowIsNotTheService() throws Exception {
        program("etc/service/web", "exec sleep 1000");
        Path record =
                Files.createDirectories(partition.resolve(".slapgrid/service")).resolve("web-on-watch");
        Process other = new ProcessBuilder("sleep", "1000").start();
        try {
            Files.writeString(record, other.pid() + "\nsome other start\nmark-of-nobody\ndigest\n");

            assertThat(apply()).containsExactly("web-on-watch");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void whoWasBeingStartedWhenTheHostDiedIsFoundByItsMark() throws Exception {
        program("etc/service/web", "exec sleep 1000");
        ProcessBuilder orphan = new ProcessBuilder("sleep", "1000");
        String mark = ProcessTree.mark(orphan.environment());
        Process process = orphan.start();
        Path record =
                Files.createDirectories(partition.resolve(".slapgrid/service")).resolve("web-on-watch");
        Files.writeString(record, "0\n\n" + mark + "\ndigest\n");

        apply();

        assertThat(process.waitFor()).isNotZero();
        assertThat(state().runs()).isTrue();
    }

    @Test
    void outputIsKeptAndPutAsideWhenItIsMuch() throws Exception {
        program("etc/service/noisy", "while true; do echo 'a line of some length, over and over'; sleep 0.01; done");
        apply();
        Path log = partition.resolve(".slapgrid/log/noisy-on-watch.log");

        await("an old log", () -> Files.exists(log.resolveSibling("noisy-on-watch.log.1")));

        assertThat(Files.readString(log.resolveSibling("noisy-on-watch.log.1"))).contains("over and over");
        await("new lines", () -> log.toFile().length() > 0);
    }

    @Test
    void aProgramThatCannotBeExecutedEnds() throws Exception {
        Path program = Files.createDirectories(partition.resolve("etc/service")).resolve("bad");
        Files.writeString(program, "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        apply();

        await("an end", () -> !ended.isEmpty());
        assertThat(state().runs()).isFalse();
    }
}
