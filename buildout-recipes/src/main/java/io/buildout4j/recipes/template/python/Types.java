package io.buildout4j.recipes.template.python;

import java.math.BigInteger;

/** What Python calls the kinds of values. */
public final class Types {

    private Types() {}

    /** {@code type(value).__name__}. */
    public static String name(Object value) {
        if (value instanceof String) {
            return "str";
        } else if (value instanceof Long || value instanceof BigInteger) {
            return "int";
        } else if (value instanceof Boolean) {
            return "bool";
        } else if (value instanceof Double) {
            return "float";
        } else if (value == None.NONE) {
            return "NoneType";
        } else if (value instanceof PyList) {
            return "list";
        } else if (value instanceof PyTuple) {
            return "tuple";
        } else if (value instanceof PyDict) {
            return "dict";
        } else if (value instanceof PySet set) {
            return set.frozen() ? "frozenset" : "set";
        } else if (value instanceof HasAttributes thing) {
            return thing.typeName();
        }
        return rareName(value);
    }

    private static String rareName(Object value) {
        if (value instanceof PyCallable callable) {
            return callable.typeName();
        } else if (value instanceof Markup) {
            return "Markup";
        } else if (value instanceof PyBytes) {
            return "bytes";
        } else if (value instanceof PyRange) {
            return "range";
        } else if (value instanceof DictView view) {
            return view.kind().type;
        } else if (value instanceof PyIterator iterator) {
            return iterator.type();
        } else if (value instanceof Undefined undefined) {
            return undefined.strict() ? "StrictUndefined" : "Undefined";
        } else if (value instanceof Complex) {
            return "complex";
        } else if (value instanceof Slice) {
            return "slice";
        }
        return value.getClass().getSimpleName();
    }

    static boolean isText(Object value) {
        return value instanceof String || value instanceof Markup;
    }

    static boolean isInt(Object value) {
        return value instanceof Long || value instanceof Boolean || value instanceof BigInteger;
    }

    static boolean isNumber(Object value) {
        return isInt(value) || value instanceof Double;
    }
}
