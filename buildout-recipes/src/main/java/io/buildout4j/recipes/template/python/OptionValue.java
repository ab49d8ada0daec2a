package io.buildout4j.recipes.template.python;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Values as the text of options and back: {@code !py!} before Python's notation, as slapos.buildout writes them. */
public final class OptionValue {

    private static final String PREFIX = "!py!";

    private OptionValue() {}

    /**
     * The option text of a value, keys sorted, with nothing in it that the profile's syntax would read.
     *
     * @throws PythonError ValueError if the text could not be read back
     */
    public static String dumps(Object value) {
        if (!readable(value)) {
            throw PythonError.value("object is not dumpable: " + Text.repr(value));
        }
        return PREFIX + Text.repr(sorted(value)).replace("$", "\\x24").replace(";", "\\x3b");
    }

    /** The value of an option text that {@link #dumps} made; empty for any other text. */
    public static Optional<Object> loads(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return Optional.of(LiteralReader.read(text.substring(PREFIX.length())));
    }

    /**
     * {@link #loads(String)} for callers that have errors of their own.
     *
     * @param refusal makes the error to throw of what is wrong
     */
    public static Optional<Object> loads(String text, Function<String, ? extends RuntimeException> refusal) {
        try {
            return loads(text);
        } catch (PythonError e) {
            throw refusal.apply("cannot be read: " + e.problem());
        }
    }

    private static boolean readable(Object value) {
        if (value instanceof String || value instanceof Long) {
            return true;
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(OptionValue::readable);
        }
        if (value instanceof PyDict dict) {
            return dict.keys().stream().allMatch(OptionValue::readable)
                    && dict.pairs().stream().allMatch(OptionValue::readable);
        }
        if (value instanceof PySet set) {
            return set.size() > 0 && !set.frozen() && set.values().stream().allMatch(OptionValue::readable);
        }
        if (value instanceof Double number) {
            return !number.isNaN() && !number.isInfinite();
        }
        return Types.isInt(value) || value == None.NONE || value instanceof PyBytes;
    }

    private static Object sorted(Object value) {
        if (value instanceof PyDict dict) {
            PyDict sorted = new PyDict();
            List<Object> keys = dict.keys();
            try {
                keys.sort(Order::compare);
            } catch (PythonError e) {
                // Keys that cannot be compared keep the order they were put in.
                keys = dict.keys();
            }
            keys.forEach(key -> sorted.put(sorted(key), sorted(Items.item(dict, key))));
            return sorted;
        } else if (value instanceof PyTuple tuple) {
            return PyTuple.copyOf(tuple.stream().map(OptionValue::sorted).toList());
        } else if (value instanceof PyList list) {
            return new PyList(list.stream().map(OptionValue::sorted).toList());
        }
        return value;
    }
}
