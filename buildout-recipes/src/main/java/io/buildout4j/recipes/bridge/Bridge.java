package io.buildout4j.recipes.bridge;

import io.buildout4j.BuildoutException;
import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.python.Python;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs a recipe that is written in Python, a process for each of its phases. Each process constructs the recipe from the
 * options that the profile gives, so that it knows in later phases what it knew in its first; what it published then
 * stands.
 *
 * @param part whose recipe it is
 * @param python the interpreter
 * @param source the Python
 * @param options the options before the recipe changed any
 */
record Bridge(Part part, Python python, Source source, Map<String, String> options) {

    private static final Duration LIMIT = Duration.ofHours(12);
    private static final int TAIL = 1 << 18;

    /** What a process is to do. */
    enum Phase {
        INIT,
        INSTALL,
        UPDATE
    }

    /**
     * What a phase came to.
     *
     * @param options the recipe's options afterwards
     * @param made the absolute paths that the recipe says it made
     */
    record Done(Map<String, String> options, List<Path> made) {}

    static Bridge of(Part part, Source source) {
        Map<String, String> options = new LinkedHashMap<>();
        part.options().forEach((name, value) -> options.put(name, value.text()));
        return new Bridge(part, Python.ofBuildout(part), source, options);
    }

    /** Constructs the recipe, and publishes the options it sets. */
    void init() throws Exception {
        Done done = run(Phase.INIT, Optional.empty());
        done.options().forEach((name, value) -> {
            if (!value.equals(options.get(name))) {
                part.publish(name, value);
            }
        });
    }

    /**
     * Runs a phase.
     *
     * @throws BuildoutException if the Python is not there, or fails; the message says at which line and why
     */
    Done run(Phase phase, Optional<Installation> installation) throws IOException, InterruptedException {
        if (!python.isThere(part)) {
            throw lacking();
        }
        Path temporary = Files.createTempDirectory("buildout-");
        try {
            Conversation conversation = new Conversation(this, phase, temporary);
            Outcome outcome = Command.in(part.directory(), python.executable(), "-c", shim())
                    .withEnvironment(Map.of("TMPDIR", temporary.toString(), "PYTHONUNBUFFERED", "1"))
                    .withTimeLimit(LIMIT)
                    .withTail(TAIL)
                    .withAnswers(conversation::answer)
                    .run();
            installation.ifPresent(one -> outcome.errors().text().lines().forEach(one::output));
            return conversation.end(outcome);
        } finally {
            Trees.delete(temporary);
        }
    }

    private BuildoutException lacking() {
        String problem = " Python, and there is no " + python.executable()
                + "; install Python 3, or name one in [buildout] executable";
        return source.file().isPresent()
                ? part.reject("recipe", "is written in" + problem)
                : Arrays.stream(Phase.values())
                        .map(phase -> phase.name().toLowerCase(Locale.ROOT))
                        .filter(source.scripts()::containsKey)
                        .findFirst()
                        .map(option -> part.reject(option, "is" + problem))
                        .orElseGet(() -> part.reject("needs" + problem));
    }

    private static String shim() {
        try (InputStream text = Objects.requireNonNull(Bridge.class.getResourceAsStream("bridge.py"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
