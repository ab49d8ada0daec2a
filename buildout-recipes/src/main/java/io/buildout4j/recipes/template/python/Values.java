package io.buildout4j.recipes.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Java data into Python values. */
public final class Values {

    private Values() {}

    /**
     * A tree of maps, lists, texts, numbers, truths and null, as JSON readers make it, as a Python value. Values that
     * are Python's already stay as they are.
     *
     * @throws IllegalArgumentException for any other kind of object
     */
    public static Object of(@Nullable Object java) {
        if (java instanceof String || java instanceof Long) {
            return java;
        } else if (java == null) {
            return None.NONE;
        } else if (java instanceof PyList || java instanceof PyTuple) {
            return java;
        } else if (java instanceof Map<?, ?> map) {
            PyDict dict = new PyDict(map.size());
            map.forEach((key, value) -> dict.put(of(key), of(value)));
            return dict;
        } else if (java instanceof List<?> list) {
            PyList items = new PyList();
            list.forEach(item -> items.add(of(item)));
            return items;
        } else if (java instanceof BigInteger big) {
            return Ints.of(big);
        } else if (java instanceof BigDecimal || java instanceof Float) {
            return ((Number) java).doubleValue();
        } else if (java instanceof Integer || java instanceof Short || java instanceof Byte) {
            return ((Number) java).longValue();
        } else if (isPython(java)) {
            return java;
        }
        throw new IllegalArgumentException(
                "a template cannot be given a " + java.getClass().getName());
    }

    private static boolean isPython(Object value) {
        return value instanceof String
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value == None.NONE
                || value instanceof PyDict
                || value instanceof PySet
                || value instanceof PyBytes
                || value instanceof Markup
                || value instanceof PyCallable
                || value instanceof HasAttributes
                || value instanceof Undefined;
    }
}
