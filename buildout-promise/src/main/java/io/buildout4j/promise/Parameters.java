package io.buildout4j.promise;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a deployment configured for a promise: names and texts. A name is found with hyphens or underscores alike, so
 * {@code result-count} also finds {@code result_count}.
 *
 * @param values the values by name, as written
 */
public record Parameters(Map<String, String> values) {

    /** No parameters. */
    public static final Parameters NONE = new Parameters(Map.of());

    /** Keeps the order. */
    public Parameters {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of a name, unless it is absent. */
    public Optional<String> find(String name) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String exact = values.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        String other = values.get(name.replace('-', '_'));
        return Optional.ofNullable(other != null ? other : values.get(name.replace('_', '-')));
    }

    /** The value of a name unless it is absent or blank, without white space around it. */
    public Optional<String> findText(String name) {
        return find(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The value of a name unless it is absent or empty, with the white space around it. */
    public Optional<String> findExact(String name) {
        return find(name).filter(value -> !value.isEmpty());
    }

    /**
     * The value of a name.
     *
     * @throws IllegalArgumentException if it is absent or empty; the message names it
     */
    public String required(String name) {
        return findText(name).orElseThrow(() -> new IllegalArgumentException("missing parameter '" + name + "'"));
    }

    /**
     * A whole number.
     *
     * @throws IllegalArgumentException if it is none; the message names the parameter and its value
     */
    public int asInt(String name, int otherwise) {
        return findText(name)
                .map(value -> {
                    try {
                        return Integer.parseInt(value);
                    } catch (NumberFormatException e) {
                        throw wrong(name, value, "a whole number");
                    }
                })
                .orElse(otherwise);
    }

    /**
     * A number.
     *
     * @throws IllegalArgumentException if it is none; the message names the parameter and its value
     */
    public double asDouble(String name, double otherwise) {
        return findText(name)
                .map(value -> {
                    try {
                        return Double.parseDouble(value);
                    } catch (NumberFormatException e) {
                        throw wrong(name, value, "a number");
                    }
                })
                .orElse(otherwise);
    }

    /**
     * A truth: true, yes, y, on, t, 1 or false, no, n, off, f, 0, in any case.
     *
     * @throws IllegalArgumentException if it is none; the message names the parameter and its value
     */
    public boolean asBoolean(String name, boolean otherwise) {
        return findText(name)
                .map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "y", "on", "t", "1" -> true;
                    case "false", "no", "n", "off", "f", "0" -> false;
                    default -> throw wrong(name, value, "true or false");
                })
                .orElse(otherwise);
    }

    private static IllegalArgumentException wrong(String name, String value, String wanted) {
        return new IllegalArgumentException("parameter '" + name + "' is not " + wanted + ": '" + value + "'");
    }
}
