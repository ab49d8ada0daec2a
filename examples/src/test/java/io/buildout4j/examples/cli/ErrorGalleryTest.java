package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ERRORS.md} is true: each of its profiles is written, its commands are run, and what is printed is what stands
 * there, ours and zc.buildout's. Rewritten by -Dgolden.update.
 */
class ErrorGalleryTest {

    private static final Path GALLERY = Path.of(System.getProperty("user.dir"), "ERRORS.md");
    private static final Pattern ENTRY = Pattern.compile("(?ms)^## .*?(?=^## |\\z)");
    private static final Pattern KIND = Pattern.compile("^## .*: `(\\S+)`");
    private static final Pattern FILE = Pattern.compile("(?ms)^`(\\S+)`:\n\n```ini\n(.*?)^```");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\n(.*?)\n```");
    private static final Pattern OURS = Pattern.compile("(?ms)(^Buildout4j:\n\n```text\n)(.*?)(^```)");
    private static final Pattern THEIRS = Pattern.compile("(?ms)(^zc\\.buildout:\n\n```text\n)(.*?)(^```)");

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> oursIsWhatStandsThere() throws IOException {
        return entries(OURS, this::ours);
    }

    @TestFactory
    @Tag("slow")
    Stream<DynamicTest> theirsIsWhatStandsThere() throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/buildout")), "zc.buildout is not installed (python3-zc.buildout)");
        return entries(THEIRS, this::theirs);
    }

    @Test
    void everyKindOfErrorIsShown() throws IOException {
        Set<String> shown = ENTRY.matcher(Files.readString(GALLERY))
                .results()
                .map(entry -> only(KIND, entry.group()))
                .collect(Collectors.toSet());

        assertThat(shown)
                .isEqualTo(Stream.of(Diagnostic.Kind.values())
                        .map(Diagnostic.Kind::word)
                        .collect(Collectors.toSet()));
    }

    /** A value that is not {@code a file mode in octal digits} says what is wanted; a command that fails has its say. */
    private static final Set<String> TOLD_BY_THE_PROBLEM = Set.of("invalid-value", "recipe-failed");

    @Test
    void everyErrorSaysWhatToDo() throws IOException {
        Stream<String> silent = ENTRY.matcher(Files.readString(GALLERY))
                .results()
                .map(MatchResult::group)
                .filter(entry -> OURS.matcher(entry)
                        .results()
                        .noneMatch(found -> found.group(2).contains(" (")
                                && found.group(2).lines().anyMatch(line -> line.endsWith(")"))))
                .map(entry -> only(KIND, entry))
                .filter(kind -> !TOLD_BY_THE_PROBLEM.contains(kind));

        assertThat(silent).isEmpty();
    }

    private Stream<DynamicTest> entries(Pattern block, Printing printing) throws IOException {
        String gallery = Files.readString(GALLERY);
        if (System.getProperty("golden.update") != null) {
            gallery = ENTRY.matcher(gallery)
                    .replaceAll(entry -> Matcher.quoteReplacement(block.matcher(entry.group())
                            .replaceFirst(found -> Matcher.quoteReplacement(
                                    found.group(1) + printing.of(entry.group()) + found.group(3)))));
            Files.writeString(GALLERY, gallery);
        }
        return ENTRY.matcher(gallery)
                .results()
                .map(MatchResult::group)
                .flatMap(entry -> block.matcher(entry)
                        .results()
                        .map(found -> DynamicTest.dynamicTest(
                                only(KIND, entry),
                                () -> assertThat(printing.of(entry)).isEqualTo(found.group(2)))));
    }

    /** Runs the commands of an entry; gives what the last of them printed. */
    private interface Printing {
        String of(String entry);
    }

    private String ours(String entry) {
        try {
            if (!COMMANDS.matcher(entry).find()) {
                return Mishaps.of(only(KIND, entry), Files.createTempDirectory(directory, "mishap"));
            }
            Path place = place(entry);
            List<String> arguments = new ArrayList<>(List.of("-U"));
            if (!last(entry).contains("-c ")) {
                arguments.addAll(List.of("-c", place.resolve("buildout.cfg").toString()));
            }
            // This process cannot change its directory: the names of files become whole.
            for (String word : words(entry, place)) {
                arguments.add(word.matches("\\w+\\.cfg") ? place.resolve(word).toString() : word);
            }
            Ran ran = Ran.program(arguments.toArray(String[]::new));
            return printed(ran.err() + ran.out(), place);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String theirs(String entry) {
        try {
            Path place = place(entry);
            Path python = Files.createDirectories(directory.resolve("python"));
            Files.writeString(
                    python.resolve("UserDict.py"), "from collections.abc import MutableMapping as DictMixin\n");
            List<String> command =
                    new ArrayList<>(List.of("/usr/bin/python3", "-W", "ignore", "/usr/bin/buildout", "-U"));
            command.addAll(words(entry, place));
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true);
            builder.environment().put("PYTHONPATH", python.toString());
            builder.environment().put("PYTHONUTF8", "1");
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return printed(text.replaceAll("(?m)^(Traceback .*)\n(?: .*\n)+", "$1\n  ...\n"), place);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String printed(String text, Path place) {
        return text.replace(place + "/", "").replaceAll("(?m)^Creating directory '.*'\\.\n", "");
    }

    /** A new directory with the files of an entry, where all its commands but the last have run. */
    private Path place(String entry) throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(directory, only(KIND, entry));
        for (MatchResult file : FILE.matcher(entry).results().toList()) {
            Files.writeString(place.resolve(file.group(1)), file.group(2));
        }
        String commands = only(COMMANDS, entry);
        int end = commands.lastIndexOf('\n');
        if (end > 0) {
            Process shell = new ProcessBuilder("sh", "-ec", commands.substring(0, end))
                    .directory(place.toFile())
                    .inheritIO()
                    .start();
            assertThat(shell.waitFor()).isZero();
        }
        return place;
    }

    private static List<String> words(String entry, Path place) {
        return List.of(last(entry)
                .replaceFirst("^buildout ", "")
                .replace("$PWD", place.toString())
                .split(" "));
    }

    private static String last(String entry) {
        String commands = only(COMMANDS, entry);
        return commands.substring(commands.lastIndexOf('\n') + 1);
    }

    private static String only(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }
}
