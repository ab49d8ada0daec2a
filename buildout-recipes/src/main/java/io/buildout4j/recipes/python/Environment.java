package io.buildout4j.recipes.python;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The virtual environment that the Python parts of a buildout share, for distributions that the machine's Python has not. It
 * stands in {@code eggs-directory} and sees what the machine's Python has; pip fills it. Like the original's eggs it stays when
 * parts go.
 *
 * @param part whose options count beside those of {@code [buildout]}
 * @param base the Python it is made of
 * @param pins the versions that the profile states
 */
record Environment(Part part, Python base, Path directory, Pins pins) {

    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** A recipe's description with what the interpreter and its environment are chosen by. */
    static RecipeDescription described(RecipeDescription recipe) {
        return recipe.withOptional(
                        "executable", OptionType.PATH, "the interpreter", "[buildout] executable, else python3 on PATH")
                .withOptional(
                        "python",
                        OptionType.SECTION,
                        "a section whose executable option names the interpreter",
                        "[buildout] python")
                .withOptional(
                        "find-links", OptionType.WORDS, "directories or pages of archives, beside those of [buildout]")
                .withOptional("index", OptionType.URL, "the package index", "that of [buildout], else pip's own");
    }

    static Environment of(Part part, Python base, Pins pins) {
        Value eggs = part.section("buildout").get("eggs-directory");
        Path above = part.directory().resolve(eggs == null ? Path.of("eggs") : eggs.asPath());
        String name = "python-" + DigestUtils.sha256Hex(base.executable()).substring(0, 12);
        return new Environment(part, base, above.resolve(name), pins);
    }

    /** The Python that has what is installed here. */
    String executable() {
        return directory.resolve("bin/python").toString();
    }

    boolean isThere() {
        return Files.isExecutable(directory.resolve("bin/python"));
    }

    /** Whether pip has anywhere to look: not if the run is offline, and no directory of archives is named. */
    boolean hasSources() {
        return !isOffline() || !links().isEmpty();
    }

    private boolean isOffline() {
        return Optional.ofNullable(part.section("buildout").get("offline"))
                .map(Value::asBoolean)
                .orElse(false);
    }

    private List<String> links() {
        return Stream.of(
                        part.optional("find-links"),
                        Optional.ofNullable(part.section("buildout").get("find-links")))
                .flatMap(Optional::stream)
                .flatMap(value -> value.asWords().stream())
                .map(link -> link.contains("://")
                        ? link
                        : part.directory().resolve(link).toString())
                .toList();
    }

    private Optional<String> index() {
        return part.optional("index")
                .or(() -> Optional.ofNullable(part.section("buildout").get("index")))
                .map(Value::text)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /**
     * Has pip install something.
     *
     * @param what requirements, or other arguments of {@code pip install}
     * @param variables environment variables for what is compiled
     * @throws IOException if pip fails; the message tells what it said
     */
    void install(List<String> what, Map<String, String> variables, Installation installation)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path lockFile = directory.resolve(".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            await(channel);
            if (!isThere()) {
                installation.step("making a virtual environment of " + base.executable());
                make();
            }
            Path constraints = Files.writeString(directory.resolve("constraints.txt"), pins.constraints());
            List<String> words = new ArrayList<>(List.of(executable(), "-m", "pip", "install"));
            words.addAll(List.of("--disable-pip-version-check", "--no-input", "--retries", "2", "-c"));
            words.add(constraints.toString());
            if (isOffline()) {
                words.add("--no-index");
            } else {
                index().ifPresent(url -> words.addAll(List.of("--index-url", url)));
            }
            links().forEach(link -> words.addAll(List.of("--find-links", link)));
            words.addAll(what);
            installation.step("pip install " + String.join(" ", what));
            run(words, variables, installation);
        }
    }

    /** The machine's pip serves the environment if it has one, which spares it a copy. */
    private void make() throws IOException, InterruptedException {
        boolean hasPip = command(List.of(base.executable(), "-m", "pip", "--version"), Map.of())
                .run()
                .succeeded();
        List<String> words = new ArrayList<>(List.of(base.executable(), "-m", "venv", "--system-site-packages"));
        if (hasPip) {
            words.add("--without-pip");
        }
        words.add(directory.toString());
        Outcome outcome = command(words, Map.of()).run();
        if (!outcome.succeeded()) {
            Files.deleteIfExists(directory.resolve("bin/python"));
            throw new IOException(base.executable() + " makes no virtual environment: "
                    + outcome.output().trimmed());
        }
    }

    private void run(List<String> words, Map<String, String> variables, Installation installation)
            throws IOException, InterruptedException {
        Outcome outcome = command(words, variables).run();
        outcome.output().text().lines().forEach(installation::output);
        if (!outcome.succeeded()) {
            String said = outcome.output()
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("ERROR: "))
                    .map(line -> line.substring("ERROR: ".length()))
                    .collect(Collectors.joining("; "));
            throw new IOException(
                    "pip failed: " + (said.isEmpty() ? outcome.output().trimmed() : said));
        }
    }

    private Command command(List<String> words, Map<String, String> variables) {
        return Command.in(part.directory(), words)
                .withEnvironment(variables)
                .withTimeLimit(LIMIT)
                .withTail(1 << 16);
    }

    private static void await(FileChannel channel) throws IOException, InterruptedException {
        while (true) {
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // Another part of this run is at it: its turn ends as a process's does.
            }
            if (lock != null) {
                return;
            }
            Thread.sleep(50);
        }
    }
}
