package io.buildout4j.recipes.slap;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Publishes its options as connection parameters. */
final class PublishRecipe implements Recipe {

    static final RecipeDescription PLAIN =
            options("publishes its options as connection parameters", "slapos.cookbook:publish");
    static final RecipeDescription SERIALISED =
            options("publishes its options as one connection parameter, in JSON", "slapos.cookbook:publish.serialised");
    static final RecipeDescription FAILSAFE = failsafe(
            options("publishes its options, and only notes when that fails", "slapos.cookbook:publish_failsafe"));
    static final RecipeDescription SERIALISED_FAILSAFE = failsafe(options(
            "publishes its options in JSON, and only notes when that fails",
            "slapos.cookbook:publish.serialised_failsafe"));

    private static final String STATUS_FILE = "-error-status-file";

    private static RecipeDescription options(String purpose, String name) {
        return RecipeDescription.of(purpose, name)
                .withOptional("*", OptionType.TEXT, "each other option is a connection parameter")
                .withOptional("-publish", OptionType.WORDS, "the options to publish", "all that do not begin with -")
                .withOptional(
                        "-extends",
                        OptionType.WORDS,
                        "sections whose options are published as well, unless the part has its own")
                .withOptional(
                        "-slave-reference",
                        OptionType.TEXT,
                        "the shared instance to publish for",
                        "the instance itself");
    }

    private static RecipeDescription failsafe(RecipeDescription description) {
        return description.withOptional(
                STATUS_FILE, OptionType.PATH, "a file that says why publishing failed, while it does");
    }

    private final Part part;
    private final boolean serialised;
    private final boolean safe;
    private final boolean extending;
    private final Map<String, String> parameters;
    private final String reference;
    private final Optional<Path> statusFile;

    PublishRecipe(Part part, boolean serialised, boolean safe) {
        this.part = part;
        this.serialised = serialised;
        this.safe = safe;
        List<Map<String, Value>> sections = sections();
        extending = sections.size() > 1;
        parameters = new LinkedHashMap<>();
        for (Map<String, Value> section : sections) {
            published(section).forEach((name, value) -> parameters.putIfAbsent(name, value.text()));
        }
        reference = part.optional("-slave-reference").map(Value::text).orElse(ConnectionParameters.OWN);
        statusFile = safe ? part.optional(STATUS_FILE).map(part::placed) : Optional.empty();
    }

    @Override
    public void install(Installation installation) throws Exception {
        try {
            Map<String, String> told = serialised ? Map.of(Json.SERIALISED, JsonText.object(parameters)) : parameters;
            Connections.of(part).publish(reference, told);
            if (statusFile.isPresent()) {
                Files.deleteIfExists(statusFile.get());
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (!safe) {
                throw e;
            }
            installation.output("could not publish: " + e.getMessage());
            if (statusFile.isPresent()) {
                // Not owned: a file that comes and goes would make the part look damaged.
                Files.writeString(statusFile.get(), e.getMessage() + "\n");
            }
        }
    }

    /** What other sections publish is not compared when it is decided whether this part changed. */
    @Override
    public void update(Installation installation) throws Exception {
        boolean failedBefore = statusFile.isPresent() && Files.exists(statusFile.get());
        if (extending || failedBefore) {
            install(installation);
        }
    }

    static void uninstallFailsafe(String part, Map<String, String> options) throws IOException {
        String file = options.getOrDefault(STATUS_FILE, "");
        if (!file.isBlank() && Path.of(file).isAbsolute()) {
            Files.deleteIfExists(Path.of(file));
        }
    }

    /** This section, then those it extends, the nearer ones first. */
    private List<Map<String, Value>> sections() {
        List<Map<String, Value>> sections = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>(List.of(part.name()));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            String name = open.removeFirst();
            Map<String, Value> section = name.equals(part.name()) ? part.options() : part.section(name);
            sections.add(section);
            Optional.ofNullable(section.get("-extends")).map(Value::asWords).orElse(List.of()).stream()
                    .filter(seen::add)
                    .forEach(open::addLast);
        }
        return sections;
    }

    private Map<String, Value> published(Map<String, Value> section) {
        Map<String, Value> published = new LinkedHashMap<>();
        Value chosen = section.get("-publish");
        if (chosen == null) {
            section.forEach((name, value) -> {
                if (!name.equals("recipe") && !name.startsWith("-") && !name.startsWith("__buildout")) {
                    published.put(name, value);
                }
            });
            return published;
        }
        for (String name : chosen.asWords()) {
            Value value = section.get(name);
            if (value == null) {
                throw chosen.reject("lists '" + name + "', and there is no such option");
            }
            published.put(name, value);
        }
        return published;
    }
}
