package io.buildout4j.engine.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.engine.state.Disk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed as it is about to make its Nth change to the disk, or told that the Nth change failed. */
class KillTest {

    private static final List<String> CHANGES = List.of(
            "mkdir", "rmdir", "rename", "unlink", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "symlink");

    @TempDir
    Path temporary;

    @BeforeEach
    void needsStrace() {
        assumeTrue(
                List.of("/usr/bin/strace", "/bin/strace").stream().anyMatch(s -> Files.isExecutable(Path.of(s))),
                "strace is not installed");
    }

    @Test
    void aKillAtAFewMomentsIsMendedByTheNextRun() throws Exception {
        Scene scene = new Scene(temporary);
        assertThat(scene.killAt("fdatasync", 5)).isTrue();
        assertThat(scene.killAt("mkdir", 12)).isTrue();
    }

    @Test
    @Tag("slow")
    void aKillAtAnyChangeToTheDiskIsMendedByTheNextRun() throws Exception {
        List<Integer> kills = sideBySide(CHANGES, (scene, change) -> {
            int n = 1;
            while (scene.killAt(change, n)) {
                n++;
            }
            return n - 1;
        });
        assertThat(kills.stream().mapToInt(n -> n).sum()).isGreaterThan(60);
    }

    @Test
    @Tag("slow")
    void aKilledRunIsTakenBackWhenTheOldProfileIsInstalledAgain() throws Exception {
        Scene scene = new Scene(temporary);
        for (int n = 1; scene.isKilledAt("fdatasync", n); n++) {
            Site site = Scenario.site(scene.directory).profile(Scenario.BEFORE);
            site.plan();
            site.install();
            assertThat(site.tree())
                    .as("killed at flush " + n)
                    .containsEntry("parts/changed/deep/er/file", "old")
                    .containsKeys("bin/goes", "parts/fills/deep/mine")
                    .doesNotContainKey("parts/fills/deep/er/file");
        }
    }

    @Test
    @Tag("slow")
    void aChangeThatFailsIsReportedAndTheNextRunSucceeds() throws Exception {
        List<String> errors = List.of(
                "write:error=ENOSPC",
                "pwrite64:error=ENOSPC",
                "fdatasync:error=EIO",
                "fsync:error=EIO",
                "rename:error=EACCES");
        List<Integer> failures = sideBySide(errors, (scene, error) -> {
            int n = 1;
            while (scene.failsAt(error, n)) {
                n++;
            }
            return n - 1;
        });
        assertThat(failures).allMatch(n -> n > 0);
    }

    /** What is done in one scene with each of several changes. */
    @FunctionalInterface
    private interface Trial {
        int run(Scene scene, String change) throws Exception;
    }

    /** Two at a time, since each is a process that mostly waits for its tracer. */
    private List<Integer> sideBySide(List<String> changes, Trial trial) throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (String change : changes) {
                Path place = Files.createDirectory(temporary.resolve(String.valueOf(running.size())));
                running.add(two.submit(() -> trial.run(new Scene(place), change)));
            }
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> each : running) {
                results.add(each.get());
            }
            return results;
        } finally {
            two.shutdownNow();
        }
    }

    /** A directory with the first profile installed, and what it would be were the second installed undisturbed. */
    private static final class Scene {

        private final Path temporary;
        private final Path directory;
        private final Path pristine;
        private final Map<String, String> undisturbed;

        Scene(Path temporary) throws IOException {
            this.temporary = temporary;
            directory = Files.createDirectory(temporary.resolve("site"));
            pristine = temporary.resolve("pristine");
            Scenario.begin(directory);
            Map<String, String> before = Scenario.site(directory).tree();
            Scenario.copy(directory, pristine);
            Scenario.site(directory).profile(Scenario.AFTER).install();
            undisturbed = Scenario.site(directory).tree();
            assertThat(undisturbed).isNotEqualTo(before);
        }

        /** @return whether there was such a change */
        boolean killAt(String change, int n) throws Exception {
            boolean killed = isKilledAt(change, n);
            theNextRunMendsEverything("killed at " + change + " " + n);
            return killed;
        }

        /** @return whether there was such a change; without it the run succeeded */
        boolean isKilledAt(String change, int n) throws Exception {
            return run("inject=" + change + ":signal=SIGKILL:when=" + n) != 0;
        }

        /** @return whether there was such a change */
        boolean failsAt(String error, int n) throws Exception {
            int status = run("inject=" + error + ":when=" + n);
            String output = Files.readString(temporary.resolve("output"));
            if (status != 0) {
                assertThat(output).as(error + " at " + n).contains("BuildoutException");
            }
            theNextRunMendsEverything(error + " at " + n + "\n" + output);
            return Files.readString(temporary.resolve("trace")).contains("(INJECTED)");
        }

        private int run(String injection) throws IOException, InterruptedException {
            Disk.delete(directory);
            Scenario.copy(pristine, directory);
            List<String> command = new ArrayList<>(List.of(
                    "strace",
                    "-f",
                    "-qq",
                    "-o",
                    temporary.resolve("trace").toString(),
                    "-e",
                    "trace=" + String.join(",", CHANGES),
                    "-e",
                    injection));
            if (!injection.contains("signal=")) {
                // Only the calls that are asked for stop the process, which is faster; it gives no signals, though.
                command.add("--seccomp-bpf");
            }
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-Xshare:auto",
                    "-cp",
                    // Without a logging back-end, which takes longer to start than all the rest.
                    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                            .filter(entry -> !entry.contains("logback"))
                            .collect(Collectors.joining(File.pathSeparator)),
                    Scenario.class.getName(),
                    directory.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(temporary.resolve("output").toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        private void theNextRunMendsEverything(String when) throws IOException {
            Site site = Scenario.site(directory).profile(Scenario.AFTER);
            site.install();
            assertThat(site.tree()).as(when).isEqualTo(undisturbed);
            assertThat(directory.resolve(".buildout4j").toFile().list())
                    .as(when)
                    .containsExactly("lock");
            assertThat(site.plan().toString())
                    .as(when)
                    .isEqualTo("update fresh\nupdate same\nupdate changed\nupdate grows\nupdate new\nupdate fills");
        }
    }
}
