package io.buildout4j.recipes.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Launchers run by the real shell. */
@Timeout(20)
class SupervisionTest {

    @TempDir
    Path directory;

    private final List<Process> started = new java.util.ArrayList<>();

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void aRunningProgramIsNotStartedTwice() throws Exception {
        Path pidfile = directory.resolve("sleep.pid");
        Path launcher = write(pidfile(pidfile), List.of("/bin/sleep", "30"));
        Process first = start(launcher);
        until(() -> read(pidfile).equals(Long.toString(first.pid())));
        until(() -> read(Path.of("/proc/" + first.pid() + "/cmdline")).startsWith("/bin/sleep"));

        Outcome second =
                Command.in(directory, launcher.toString()).withErrorsApart().run();

        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.errors().text()).isEqualTo("Already running with pid " + first.pid() + ".\n");
        assertThat(read(pidfile)).isEqualTo(Long.toString(first.pid()));
    }

    @Test
    void aProgramThatStillWaitsIsNotStartedTwiceEither() throws Exception {
        Path pidfile = directory.resolve("wait.pid");
        Supervision waiting = new Supervision(
                Optional.of(pidfile),
                List.of(directory.resolve("never")),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Path launcher = write(waiting, List.of("/bin/echo", "never"));
        Process first = start(launcher);
        until(() -> read(pidfile).equals(Long.toString(first.pid())));

        Outcome second =
                Command.in(directory, launcher.toString()).withErrorsApart().run();

        assertThat(second.errors().text()).isEqualTo("Already running with pid " + first.pid() + ".\n");
    }

    @Test
    void aStalePidfileIsIgnored() throws Exception {
        for (String stale : List.of("1", "999999999", "nonsense", "")) {
            Path pidfile = Files.writeString(directory.resolve("stale.pid"), stale);
            Outcome run = Command.in(
                            directory,
                            write(pidfile(pidfile), List.of("/bin/echo", "ran")).toString())
                    .run();
            assertThat(run.output().text()).isEqualTo("ran\n");
        }
    }

    @Test
    void thePidfileGoesWhenTheProgramCannotBeStarted() throws Exception {
        Path pidfile = directory.resolve("gone.pid");
        Outcome run = Command.in(
                        directory,
                        write(pidfile(pidfile), List.of("/nonexistent/program")).toString())
                .run();
        assertThat(run.exitCode()).isEqualTo(127);
        assertThat(pidfile).doesNotExist();
    }

    @Test
    void theProgramStartsWhenTheLastAwaitedFileAppears() throws Exception {
        Path one = directory.resolve("one");
        Path two = directory.resolve("with blank/two");
        Supervision waiting = new Supervision(
                Optional.empty(),
                List.of(one, two),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Process process = start(write(waiting, List.of("/bin/echo", "done")));
        Files.writeString(one, "");
        assertThat(process.waitFor(400, TimeUnit.MILLISECONDS)).isFalse();
        Files.createDirectory(two.getParent());
        Files.createSymbolicLink(two, directory.resolve("dangling"));
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(process.getInputStream().readAllBytes())).isEqualTo("done\n");
    }

    @Test
    void theProcessThatAsksForACoreIsTheProgram() throws Exception {
        Supervision exclusive = new Supervision(
                Optional.empty(), List.of(), List.of(), true, Optional.empty(), Optional.empty(), Optional.empty());
        Path launcher = write(exclusive, List.of("/bin/sh", "-c", "echo $$"));
        Outcome run = Command.in(directory, launcher.toString())
                .withEnvironment(Map.of("HOME", directory.toString()))
                .run();
        assertThat(read(directory.resolve(".slapos-cpu-exclusive")))
                .isEqualTo(run.output().text());
    }

    @Test
    void theOutputsGoToTheirFilesAndTheStatusIsKept() throws Exception {
        Path out = directory.resolve("out.log");
        Path err = Files.writeString(directory.resolve("err.log"), "before\n");
        Path launcher = write(
                redirecting(Optional.of(out), Optional.of(err), Optional.empty()),
                List.of("/bin/sh", "-c", "read line; echo \"out $line\"; echo err >&2; exit 7"));
        Outcome run = Command.in(directory, launcher.toString())
                .withInput("in\n".getBytes())
                .run();
        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.output().text()).isEmpty();
        assertThat(read(out)).isEqualTo("out in\n");
        assertThat(read(err)).isEqualTo("before\nerr\n");
    }

    @Test
    void everyByteOfALargeOutputArrives() throws Exception {
        Path out = directory.resolve("out.log");
        Path launcher = write(
                redirecting(Optional.of(out), Optional.of(out), Optional.empty()),
                List.of("/bin/sh", "-c", "head -c 3000000 /dev/zero; echo end >&2"));
        assertThat(Command.in(directory, launcher.toString()).run().exitCode()).isZero();
        byte[] bytes = Files.readAllBytes(out);
        assertThat(bytes).hasSize(3000004);
        assertThat(new String(bytes, 3000000, 4)).isEqualTo("end\n");
    }

    @Test
    void aRotatedFileIsFollowedAndTheSignalForwarded() throws Exception {
        Path out = directory.resolve("out.log");
        Path rotated = directory.resolve("out.log.1");
        Path launcher = write(
                redirecting(Optional.of(out), Optional.empty(), Optional.of("HUP")),
                List.of(
                        "perl",
                        "-e",
                        "$| = 1; $SIG{HUP} = sub { print \"reloaded\\n\"; exit 3 }; print \"first\\n\"; sleep 30"));
        // A shell cannot undo that a signal is ignored when it starts, and so cannot be the program here.
        Assumptions.assumeTrue(Command.in(directory, "perl", "-e", "1").run().succeeded(), "there is no perl");
        Process process = start(launcher);
        until(() -> read(out).equals("first\n"));
        Files.move(out, rotated);
        Command.in(directory, "kill", "-USR1", Long.toString(process.pid())).run();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(read(rotated)).isEqualTo("first\n");
        assertThat(read(out)).isEqualTo("reloaded\n");
    }

    @Test
    void aRedirectedProgramIsStoppedWithItsLauncher() throws Exception {
        Path out = directory.resolve("out.log");
        Path launcher = write(
                redirecting(Optional.of(out), Optional.empty(), Optional.empty()),
                List.of("/bin/sh", "-c", "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done"));
        Process process = start(launcher);
        until(() -> read(out).equals("up\n"));
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(read(out)).isEqualTo("up\nbye\n");
    }

    @Test
    void aDirectoryInMemoryIsSeenByTheProgramAlone() throws Exception {
        Assumptions.assumeTrue(
                Command.shell(directory, "unshare --user --map-root-user --mount mount -t tmpfs tmpfs /mnt")
                        .run()
                        .succeeded(),
                "this machine lets nobody make namespaces");
        Path hidden = directory.resolve("in memory");
        Supervision supervision = new Supervision(
                Optional.empty(),
                List.of(),
                List.of(new Supervision.MemoryDirectory("1000", hidden.toString())),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Path launcher = write(
                supervision,
                List.of(
                        "/bin/sh",
                        "-c",
                        "echo kept > \"$1/file\"; cat \"$1/file\"; id -u; echo $$",
                        "sh",
                        hidden.toString()));
        Process process = start(launcher);
        process.waitFor();
        String user = Command.in(directory, "id", "-u").run().output().text();
        assertThat(new String(process.getInputStream().readAllBytes()))
                .isEqualTo("kept\n" + user + process.pid() + "\n");
        assertThat(hidden).isEmptyDirectory();
    }

    private static Supervision pidfile(Path file) {
        return new Supervision(
                Optional.of(file), List.of(), List.of(), false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Supervision redirecting(Optional<Path> out, Optional<Path> err, Optional<String> signal) {
        return new Supervision(Optional.empty(), List.of(), List.of(), false, out, err, signal);
    }

    private Path write(Supervision supervision, List<String> command) throws IOException {
        Path file = directory.resolve("launcher");
        Files.writeString(file, supervision.text(new Launcher(command, new TreeMap<>(), Optional.empty())));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private Process start(Path launcher) throws IOException {
        Process process = new ProcessBuilder(launcher.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        started.add(process);
        return process;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
