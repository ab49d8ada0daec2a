package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's {@code json.dumps}. */
final class JsonWriter {

    private final @Nullable String indent;
    private final boolean sortKeys;
    private String itemSeparator;
    private String keySeparator = ": ";
    private boolean ascii = true;
    private final StringBuilder text = new StringBuilder();

    JsonWriter(Object indent, boolean sortKeys) {
        this.indent = indent == None.NONE
                ? null
                : Types.isText(indent) ? indent.toString() : " ".repeat(Math.max(0, Ints.clamped(indent)));
        this.sortKeys = sortKeys;
        this.itemSeparator = this.indent == null ? ", " : ",";
    }

    JsonWriter separators(String item, String key) {
        itemSeparator = item;
        keySeparator = key;
        return this;
    }

    JsonWriter ascii(boolean only) {
        ascii = only;
        return this;
    }

    String write(Object value) {
        write(value, 0);
        return text.toString();
    }

    private void write(Object value, int depth) {
        if (depth > 200) {
            throw PythonError.value("Circular reference detected");
        }
        if (Types.isText(value)) {
            quote(value.toString());
        } else if (value == None.NONE) {
            text.append("null");
        } else if (value instanceof Boolean truth) {
            text.append(truth ? "true" : "false");
        } else if (value instanceof Double number) {
            text.append(number(number));
        } else if (Types.isInt(value)) {
            text.append(Text.str(value));
        } else if (value instanceof PyDict dict) {
            writeDict(dict, depth);
        } else if (value instanceof List<?> list) {
            writeList(list, depth);
        } else if (value instanceof Undefined undefined && undefined.strict()) {
            throw PythonError.type("Object of type StrictUndefined is not JSON serializable");
        } else {
            throw PythonError.type("Object of type " + Types.name(value) + " is not JSON serializable");
        }
    }

    private static String number(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        return Double.isInfinite(number) ? (number > 0 ? "Infinity" : "-Infinity") : Floats.repr(number);
    }

    private void writeList(List<?> list, int depth) {
        if (list.isEmpty()) {
            text.append("[]");
            return;
        }
        text.append('[');
        boolean first = true;
        for (Object item : list) {
            separate(first, depth + 1);
            first = false;
            write(item, depth + 1);
        }
        close(depth, ']');
    }

    private void writeDict(PyDict dict, int depth) {
        if (dict.size() == 0) {
            text.append("{}");
            return;
        }
        text.append('{');
        List<PyTuple> pairs = new ArrayList<>();
        Iterator<PyDict.Entry> entries = dict.iterator();
        while (entries.hasNext()) {
            pairs.add(entries.next().pair());
        }
        if (sortKeys) {
            pairs.sort((a, b) -> Order.compare(a.get(0), b.get(0)));
        }
        boolean first = true;
        for (PyTuple pair : pairs) {
            separate(first, depth + 1);
            first = false;
            quote(key(pair.get(0)));
            text.append(keySeparator);
            write(pair.get(1), depth + 1);
        }
        close(depth, '}');
    }

    private static String key(Object key) {
        if (Types.isText(key)) {
            return key.toString();
        }
        if (key == None.NONE) {
            return "null";
        }
        if (key instanceof Boolean truth) {
            return truth ? "true" : "false";
        }
        if (key instanceof Double number) {
            return number(number);
        }
        if (Types.isInt(key)) {
            return Text.str(key);
        }
        throw PythonError.type("keys must be str, int, float, bool or None, not " + Types.name(key));
    }

    private void separate(boolean first, int depth) {
        text.append(first ? "" : itemSeparator);
        if (indent != null) {
            text.append('\n').append(indent.repeat(depth));
        }
    }

    private void close(int depth, char bracket) {
        if (indent != null) {
            text.append('\n').append(indent.repeat(depth));
        }
        text.append(bracket);
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    if (c < 0x20 || (ascii && c > 0x7e)) {
                        text.append(
                                c == 0x7f ? "\u007f" : "\\u" + HexFormat.of().toHexDigits(c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
