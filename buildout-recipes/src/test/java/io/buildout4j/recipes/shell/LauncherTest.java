package io.buildout4j.recipes.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    @TempDir
    Path directory;

    @Test
    void aShortCommandStandsOnOneLine() {
        assertThat(new Launcher(List.of("echo", "hello", "world")).text())
                .isEqualTo("#!/bin/sh -e\nexec echo hello world \"$@\"\n");
    }

    @Test
    void aLineOfFortyCharactersIsContinued() {
        // "exec /" and 34 letters make 40.
        String program = "/" + "p".repeat(34);
        assertThat(new Launcher(List.of(program, "--one", "two words")).text())
                .isEqualTo("#!/bin/sh -e\nexec " + program + " \\\n\t--one 'two words' \"$@\"\n");
        assertThat(new Launcher(List.of(program.substring(0, 34), "--one")).text())
                .isEqualTo("#!/bin/sh -e\nexec " + program.substring(0, 34) + " --one \\\n\t\"$@\"\n");
    }

    @Test
    void variablesAreSortedAndQuotedAndSignalsIgnored() {
        Launcher launcher =
                new Launcher(List.of("run"), new TreeMap<>(Map.of("B", "it's \"b\"", "A", "1")), Optional.of("HUP"));
        assertThat(launcher.text())
                .isEqualTo("#!/bin/sh -e\ntrap '' HUP\nexport A=1\nexport B='it'\"'\"'s \"b\"'\nexec run \"$@\"\n");
    }

    @Test
    void theShellHandsOnTheVeryBytes() throws Exception {
        List<String> words = List.of("printf", "%s\\n", "$HOME", "a b", "it's", "\"", "\\", "*", "é", "");
        Path file = directory.resolve("launcher");
        Files.writeString(file, new Launcher(words).text());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        assertThat(Command.in(directory, file.toString(), "last one")
                        .run()
                        .output()
                        .text())
                .isEqualTo("$HOME\na b\nit's\n\"\n\\\n*\né\n\nlast one\n");
    }
}
