package io.buildout4j.engine.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.engine.state.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    private Path directory;
    private Path pristine;
    private Map<String, String> before;
    private Map<String, String> undisturbed;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(
                List.of("/usr/bin/strace", "/bin/strace").stream().anyMatch(s -> Files.isExecutable(Path.of(s))),
                "strace is not installed");
        directory = temporary.resolve("site");
        pristine = temporary.resolve("pristine");
        Files.createDirectories(directory);
        Scenario.begin(directory);
        before = Scenario.site(directory).tree();
        Scenario.copy(directory, pristine);
        Scenario.site(directory).profile(Scenario.AFTER).install();
        undisturbed = Scenario.site(directory).tree();
        assertThat(undisturbed).isNotEqualTo(before);
    }

    private void reset() throws IOException {
        Disk.delete(directory);
        Scenario.copy(pristine, directory);
    }

    private int run(String injection) throws Exception {
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
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-cp",
                // Without a logging back-end, which takes longer to start than all the rest.
                Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                        .filter(entry -> !entry.contains("logback"))
                        .collect(Collectors.joining(java.io.File.pathSeparator)),
                Scenario.class.getName(),
                directory.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void theNextRunMendsEverything(String when) throws Exception {
        Scenario.site(directory).profile(Scenario.AFTER).install();
        assertThat(Scenario.site(directory).tree()).as(when).isEqualTo(undisturbed);
        assertThat(directory.resolve(".buildout4j").toFile().list()).as(when).containsExactly("lock");
        assertThat(Scenario.site(directory).profile(Scenario.AFTER).plan().toString())
                .as(when)
                .isEqualTo("update fresh\nupdate same\nupdate changed\nupdate grows\nupdate new\nupdate fills");
    }

    /** @return whether there was such a change */
    private boolean killAt(String change, int n) throws Exception {
        reset();
        boolean killed = run("inject=" + change + ":signal=SIGKILL:when=" + n) != 0;
        theNextRunMendsEverything("killed at " + change + " " + n);
        return killed;
    }

    @Test
    void aKillAtAFewMomentsIsMendedByTheNextRun() throws Exception {
        assertThat(killAt("fdatasync", 5)).isTrue();
        assertThat(killAt("mkdir", 12)).isTrue();
    }

    @Test
    @Tag("slow")
    void aKillAtAnyChangeToTheDiskIsMendedByTheNextRun() throws Exception {
        int kills = 0;
        for (String change : CHANGES) {
            for (int n = 1; killAt(change, n); n++) {
                kills++;
            }
        }
        assertThat(kills).isGreaterThan(60);
    }

    @Test
    @Tag("slow")
    void aKilledRunIsTakenBackWhenTheOldProfileIsInstalledAgain() throws Exception {
        for (int n = 1; ; n++) {
            reset();
            if (run("inject=fdatasync:signal=SIGKILL:when=" + n) == 0) {
                return;
            }
            Scenario.site(directory).profile(Scenario.BEFORE).plan();
            Scenario.site(directory).profile(Scenario.BEFORE).install();
            Map<String, String> now = Scenario.site(directory).tree();
            assertThat(now).as("killed at flush " + n).containsEntry("parts/changed/deep/er/file", "old");
            assertThat(now.keySet())
                    .as("killed at flush " + n)
                    .contains("bin/goes", "parts/fills/deep/mine")
                    .doesNotContain("parts/fills/deep/er/file");
        }
    }

    @Test
    @Tag("slow")
    void aChangeThatFailsIsReportedAndTheNextRunSucceeds() throws Exception {
        for (String error : List.of(
                "write:error=ENOSPC",
                "pwrite64:error=ENOSPC",
                "fdatasync:error=EIO",
                "fsync:error=EIO",
                "rename:error=EACCES")) {
            boolean injected = true;
            for (int n = 1; injected; n++) {
                reset();
                int status = run("inject=" + error + ":when=" + n);
                String output = Files.readString(temporary.resolve("output"));
                injected = Files.readString(temporary.resolve("trace")).contains("(INJECTED)");
                if (status != 0) {
                    assertThat(output).as(error + " at " + n).contains("BuildoutException");
                }
                theNextRunMendsEverything(error + " at " + n + "\n" + output);
            }
        }
    }
}
