package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, asked by the shells they are for. */
class CompletionTest {

    @TempDir
    private Path directory;

    @Test
    void bashKnowsCommandsOptionsAndWhatTheyTake() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not installed");
        Files.writeString(directory.resolve("shop.cfg"), "");
        Files.createDirectory(directory.resolve("shelf"));

        assertThat(bash("pl")).containsExactly("plan");
        assertThat(bash("-c", "shop.cfg", "ver")).containsExactly("versions");
        assertThat(bash("-c", "sh")).containsExactlyInAnyOrder("shelf", "shop.cfg");
        assertThat(bash("-c", "plan", "pro")).containsExactly("promise");
        assertThat(bash("plan", "--")).containsExactlyInAnyOrder("--parameters", "--json", "--help");
        assertThat(bash("promise", "--partition", "sh")).containsExactly("shelf");
        assertThat(bash("deploy", "s")).containsExactly("software");
        assertThat(bash("deploy", "instance", "--state", "st")).containsExactly("started", "stopped");
        assertThat(bash("completion", "")).contains("bash", "zsh");
    }

    @Test
    void zshKnowsTheSame() throws Exception {
        assumeTrue(
                Stream.of("/bin/zsh", "/usr/bin/zsh").anyMatch(zsh -> Files.isExecutable(Path.of(zsh))),
                "zsh is not installed");

        assertThat(zsh("pl"))
                .contains(
                        "plan:Tells what install would do and why; writes nothing.",
                        "-U:leave out the" + " user's defaults (~/.buildout/default.cfg)");
        assertThat(zsh("-c", "sh")).containsExactly("files");
        assertThat(zsh("promise", "--partition", "sh")).containsExactly("files -/");
        assertThat(zsh("deploy", "instance", "--state", "st")).containsExactly("started stopped destroyed");
        assertThat(zsh("plan", "--"))
                .contains("--json:print the plan as JSON")
                .noneMatch(line -> line.startsWith("plan"));
    }

    /** What is declared and what is taken stand apart. */
    @Test
    void everyCommandTakesTheOptionsAndWordsThatItDeclares() {
        Console nowhere = new Console(InputStream.nullInputStream(), System.out, System.err);
        Deque<Command> open = new ArrayDeque<>(List.of(new GlobalOptions(nowhere, new Stopping())));
        int commands = 0;
        while (!open.isEmpty()) {
            Command command = open.pop();
            Syntax syntax = command.syntax();
            List<String> names = new ArrayList<>();
            syntax.options().forEach(option -> names.add(option.name()));
            if (syntax.words().most() > 0) {
                names.add(syntax.words().value());
            }
            for (String name : names) {
                assertThatCode(() -> command.take(name, "1=1"))
                        .as(syntax.name() + " " + name)
                        .satisfiesAnyOf(
                                refusal -> assertThat(refusal).isNull(),
                                refusal -> assertThat(refusal).isInstanceOf(IllegalArgumentException.class));
            }
            syntax.commands().values().forEach(below -> open.add(below.get()));
            commands++;
        }
        assertThat(commands).isGreaterThan(Commands.NAMES.size());
    }

    @Test
    void otherShellsAreTold() {
        assertThat(Ran.program("completion", "fish"))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "there is completion for bash and zsh, not for 'fish' (see buildout completion --help)\n"));
    }

    private List<String> bash(String... words) throws Exception {
        StringBuilder script =
                new StringBuilder(Ran.program("completion", "bash").out());
        script.append("COMP_WORDS=(buildout");
        for (String word : words) {
            script.append(" '").append(word).append('\'');
        }
        script.append(")\nCOMP_CWORD=").append(words.length);
        script.append("\n_buildout\nfor answer in \"${COMPREPLY[@]}\"; do echo \"$answer\"; done\n");
        return run("bash", script.toString());
    }

    /** What the script hands to zsh's own functions, which are stood in for. */
    private List<String> zsh(String... words) throws Exception {
        String script = """
                compdef() { :; }
                compadd() { shift; echo "$@"; }
                _files() { echo files "$@"; }
                _describe() { print -rl -- "${(@P)@[-1]}"; }
                """
                + Ran.program("completion", "zsh").out()
                + "words=(buildout '" + String.join("' '", words) + "')\nCURRENT=" + (words.length + 1)
                + "\n_buildout\n";
        return run("zsh", script);
    }

    private List<String> run(String shell, String script) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve(".script"), script);
        ProcessBuilder builder = shell.equals("zsh")
                ? new ProcessBuilder("zsh", "-f", file.toString())
                : new ProcessBuilder("bash", "--norc", file.toString());
        Process process =
                builder.directory(directory.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().filter(line -> !line.isEmpty()).toList();
    }
}
