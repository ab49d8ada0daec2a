package io.buildout4j.recipes.compile;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a build's commands see beside the environment of this process.
 *
 * @param variables by name
 */
public record BuildEnvironment(SortedMap<String, String> variables) {

    public BuildEnvironment {
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    }

    /** {@code environment-section} names a section of variables, {@code environment} has lines of them, which win. */
    static BuildEnvironment ofSectionAndLines(Part part) {
        SortedMap<String, String> variables = new TreeMap<>();
        part.optional("environment-section")
                .filter(value -> !value.text().isBlank())
                .ifPresent(value -> variables.putAll(section(part, value)));
        part.optional("environment").ifPresent(value -> variables.putAll(lines(value)));
        return new BuildEnvironment(variables);
    }

    /** {@code environment} names a section of variables, or has lines of them. */
    public static BuildEnvironment ofSectionOrLines(Part part) {
        Optional<Value> value =
                part.optional("environment").filter(v -> !v.text().isBlank());
        return new BuildEnvironment(new TreeMap<>(value.map(v -> v.text().contains("=") ? lines(v) : section(part, v))
                .orElse(Map.of())));
    }

    /** {@code environment} has settings divided by blanks. */
    static BuildEnvironment ofWords(Part part) {
        SortedMap<String, String> variables = new TreeMap<>();
        part.optional("environment").ifPresent(value -> {
            for (String word : value.asWords()) {
                int equals = word.indexOf('=');
                if (equals <= 0) {
                    throw value.reject("has the word '" + word + "', which is not NAME=value");
                }
                variables.put(word.substring(0, equals), word.substring(equals + 1));
            }
        });
        return new BuildEnvironment(variables);
    }

    private static Map<String, String> section(Part part, Value name) {
        Map<String, String> variables = new LinkedHashMap<>();
        part.section(name.text().strip()).forEach((variable, value) -> {
            if (!variable.equals("recipe") && !variable.startsWith("_")) {
                variables.put(variable, expanded(value.text(), value));
            }
        });
        return variables;
    }

    private static Map<String, String> lines(Value value) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : value.asLines()) {
            int equals = line.indexOf('=');
            if (equals <= 0) {
                throw value.reject("has the line '" + line + "', which is not NAME=value");
            }
            String name = line.substring(0, equals).strip();
            String text = expanded(line.substring(equals + 1).strip(), value);
            if (variables.put(name, text) != null) {
                throw value.reject("sets '" + name + "' twice");
            }
        }
        return variables;
    }

    private static String expanded(String text, Value value) {
        return Percent.expand(text, System.getenv(), value, "environment variable");
    }
}
