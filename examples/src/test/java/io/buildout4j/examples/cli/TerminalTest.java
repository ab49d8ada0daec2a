package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a person at a terminal sees it, played by tmux. */
@Timeout(300)
class TerminalTest {

    @TempDir
    private Path directory;

    private Path socket;

    @BeforeEach
    void openATerminal() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/tmux")) && Files.isExecutable(Path.of("/bin/bash")),
                "tmux is not installed");
        socket = directory.resolve("tmux");
        Files.writeString(directory.resolve("buildout.cfg"), """
                [buildout]
                parts = first slow
                [first]
                recipe = slapos.cookbook:mkdirectory
                [slow]
                recipe = plone.recipe.command
                command = sleep 600
                """);
        Path program = Files.writeString(
                directory.resolve("buildout"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path") + "' "
                        + BuildoutProgram.class.getName() + " \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "40", "bash --norc");
        type("cd " + directory + " && PS1='ready> ' && clear");
        seen("ready>");
    }

    @AfterEach
    void closeIt() throws Exception {
        if (Files.exists(directory.resolve("tmux"))) {
            tmux("kill-server");
        }
    }

    @Test
    void aPersonSeesColoursABarAndWhatControlCDoes() throws Exception {
        type("./buildout -U plan; echo first status=$?");
        seen("first status=0");
        assertThat(screen("-e")).contains("\u001b[32m+ install first: is new");

        // Each answer is another one, so that none is taken for that of the command before.
        type("clear; NO_COLOR=1 ./buildout -U plan; echo second status=$?");
        seen("second status=0");
        assertThat(screen("-e")).contains("+ install first: is new").doesNotContain("\u001b[32m");

        type("clear; ./buildout -U; echo third status=$?");
        seen("] 1/2 parts");
        tmux("send-keys", "C-c");
        seen("stopped: what was begun is undone, what was finished is on the record");
        assertThat(Files.readString(directory.resolve(".installed.cfg"))).contains("parts = first\n");
        assertThat(screen()).doesNotContain("] 1/2 parts");
    }

    private void type(String line) throws Exception {
        tmux("send-keys", "-l", line);
        tmux("send-keys", "Enter");
    }

    /** Waits until the text stands on the screen, at the beginning of a line or after what the program drew. */
    private void seen(String text) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (screen().lines()
                .noneMatch(line ->
                        line.contains(text) && !line.startsWith("ready> clear") && !line.contains("echo status"))) {
            assertThat(System.nanoTime()).as("%s", screen()).isLessThan(end);
            Thread.sleep(50);
        }
    }

    private String screen(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("capture-pane", "-p"));
        arguments.addAll(List.of(options));
        return tmux(arguments.toArray(String[]::new));
    }

    private String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TERM", "xterm");
        builder.environment().remove("NO_COLOR");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
