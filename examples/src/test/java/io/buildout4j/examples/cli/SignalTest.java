package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.process.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, told to end. */
@Timeout(120)
class SignalTest {

    @TempDir
    Path directory;

    private Path profile;
    private Path sleeper;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there are no signals here");
        profile = directory.resolve("buildout.cfg");
        sleeper = directory.resolve("sleeper");
        Files.writeString(sleeper, "#!/bin/sh\necho $$ > pid\nexec sleep 300\n");
        assertThat(sleeper.toFile().setExecutable(true)).isTrue();
        Files.writeString(profile, """
                [buildout]
                parts = first slow last
                [first]
                recipe = slapos.recipe.template
                inline = first
                output = ${buildout:directory}/etc/first
                [slow]
                recipe = plone.recipe.command
                command = cd ${buildout:directory} && exec ./sleeper
                [last]
                recipe = slapos.recipe.template
                inline = ${slow:recipe}
                output = ${buildout:directory}/etc/last
                """);
    }

    private Process start() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BuildoutProgram.class.getName(),
                "-U",
                "-c",
                profile.toString(),
                "install"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    private void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void stoppedBy(String signal, int status) throws Exception {
        Process process = start();
        try {
            while (!Files.exists(directory.resolve("pid")) || Files.size(directory.resolve("pid")) == 0) {
                assertThat(process.isAlive())
                        .as("%s", Files.readString(directory.resolve("output")))
                        .isTrue();
                Thread.sleep(20);
            }
            long child =
                    Long.parseLong(Files.readString(directory.resolve("pid")).strip());
            signal(process, signal);

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as("%s", Files.readString(directory.resolve("output")))
                    .isEqualTo(status);
            assertThat(ProcessHandle.of(child).map(ProcessTree::runs).orElse(false))
                    .as("the child is ended")
                    .isFalse();
            assertThat(Files.readString(directory.resolve("output")))
                    .endsWith("stopped: what was begun is undone, what was finished is on the record\n");
            assertThat(Files.readString(directory.resolve(".installed.cfg"))).contains("parts = first\n");
            assertThat(directory.resolve(".buildout4j").toFile().list()).containsExactly("lock");
            assertThat(directory.resolve("etc/last")).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void terminationStopsAnInstallationInOrder() throws Exception {
        stoppedBy("TERM", 143);
    }

    @Test
    void controlCStopsAnInstallationInOrder() throws Exception {
        assumeFalse(
                isInterruptIgnored(),
                "interrupts are ignored here, as in the background of a shell, and so they are by children");
        stoppedBy("INT", 130);
    }

    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseUnsignedLong(
                                                line.substring("SigIgn:".length())
                                                        .strip(),
                                                16)
                                        & 2)
                                != 0);
    }

    @Test
    @Tag("slow")
    void terminationAtAnyMomentLeavesAStateThatTheNextRunCompletes() throws Exception {
        StringBuilder text = new StringBuilder("[buildout]\nparts =");
        for (int i = 0; i < 300; i++) {
            text.append(" p").append(i);
        }
        for (int i = 0; i < 300; i++) {
            text.append("\n[p" + i
                    + "]\nrecipe = slapos.recipe.template\ninline = text\noutput = ${buildout:directory}/etc/p" + i);
        }
        Files.writeString(profile, text + "\n");
        Random chance = new Random(7);
        for (int i = 0; i < 12; i++) {
            Process process = start();
            Thread.sleep(200 + chance.nextInt(1500));
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            Path state = directory.resolve(".installed.cfg");
            long recorded = Files.exists(state)
                    ? Files.readAllLines(state).stream()
                            .filter(line -> line.startsWith("[p"))
                            .count()
                    : 0;
            Path made = directory.resolve("etc");
            assertThat(Files.exists(made) ? made.toFile().list().length : 0).isEqualTo((int) recorded);
        }
        assertThat(Ran.program("-U", "-c", profile.toString(), "install").status())
                .isZero();
        assertThat(directory.resolve("etc").toFile().list()).hasSize(300);
    }
}
