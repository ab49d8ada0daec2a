package io.buildout4j.recipes.template.python;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Values as text: Python's {@code str} and {@code repr}. */
public final class Text {

    private Text() {}

    /** Python's {@code str(value)}, which is what {@code {{ value }}} prints. */
    public static String str(Object value) {
        if (value instanceof String text) {
            return text;
        } else if (value instanceof Long number) {
            return number.toString();
        } else if (value instanceof Markup markup) {
            return markup.text();
        } else if (value instanceof Undefined undefined) {
            undefined.use();
            return "";
        }
        return repr(value);
    }

    /** Python's {@code repr(value)}. */
    public static String repr(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text, 0);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text, int depth) {
        if (depth > 100) {
            throw new PythonError(
                    "RecursionError", "maximum recursion depth exceeded while getting the repr of " + "an object");
        }
        if (value instanceof String string) {
            quote(string, text);
        } else if (value instanceof Boolean truth) {
            text.append(truth ? "True" : "False");
        } else if (value instanceof Double number) {
            text.append(Floats.repr(number));
        } else if (value instanceof PyList list) {
            text.append('[');
            writeAll(list, text, depth);
            text.append(']');
        } else if (value instanceof PyTuple tuple && !tuple.type().isEmpty()) {
            text.append(tuple.type()).append('(');
            int start = text.length();
            for (int i = 0; i < tuple.size(); i++) {
                separate(text, start);
                text.append(tuple.names().get(i)).append('=');
                write(tuple.get(i), text, depth + 1);
            }
            text.append(')');
        } else if (value instanceof PyTuple tuple) {
            text.append('(');
            writeAll(tuple, text, depth);
            text.append(tuple.size() == 1 ? ",)" : ")");
        } else if (value instanceof PyDict dict) {
            text.append('{');
            int start = text.length();
            dict.forEach((key, item) -> {
                separate(text, start);
                write(key, text, depth + 1);
                text.append(": ");
                write(item, text, depth + 1);
            });
            text.append('}');
        } else if (value instanceof Long || value instanceof BigInteger) {
            text.append(value instanceof BigInteger big ? Ints.digits(big) : value);
        } else {
            writeRare(value, text, depth);
        }
    }

    private static void writeRare(Object value, StringBuilder text, int depth) {
        if (value instanceof PySet set) {
            text.append(set.frozen() ? "frozenset(" : "");
            if (set.size() == 0) {
                text.append(set.frozen() ? "" : "set()");
            } else {
                text.append('{');
                writeAll(set.values(), text, depth);
                text.append('}');
            }
            text.append(set.frozen() ? ")" : "");
        } else if (value instanceof DictView view) {
            text.append(view.kind().type).append("([");
            writeAll(view.list(), text, depth);
            text.append("])");
        } else if (value instanceof Markup markup) {
            text.append("Markup(");
            quote(markup.text(), text);
            text.append(')');
        } else if (value instanceof PyBytes bytes) {
            quote(bytes, text);
        } else if (value instanceof PyRange range) {
            text.append("range(").append(range.start()).append(", ").append(range.stop());
            text.append(range.step() == 1 ? "" : ", " + range.step()).append(')');
        } else if (value instanceof Namespace namespace) {
            PyDict attributes = new PyDict();
            namespace.attributes().forEach(attributes::put);
            text.append("<Namespace ");
            write(attributes, text, depth + 1);
            text.append('>');
        } else if (value instanceof PyIterator iterator) {
            text.append('<').append(iterator.type()).append(" object>");
        } else if (value instanceof Slice slice) {
            text.append("slice(");
            writeAll(List.of(slice.start(), slice.stop(), slice.step()), text, depth);
            text.append(')');
        } else {
            text.append(value);
        }
    }

    private static void writeAll(Iterable<?> items, StringBuilder text, int depth) {
        int start = text.length();
        for (Object item : items) {
            separate(text, start);
            write(item, text, depth + 1);
        }
    }

    private static void separate(StringBuilder text, int start) {
        if (text.length() > start) {
            text.append(", ");
        }
    }

    private static void quote(String string, StringBuilder text) {
        char quote = string.indexOf('\'') >= 0 && string.indexOf('"') < 0 ? '"' : '\'';
        text.append(quote);
        for (int i = 0; i < string.length(); ) {
            int point = string.codePointAt(i);
            i += Character.charCount(point);
            if (point == quote || point == '\\') {
                text.append('\\').append((char) point);
            } else if (!escapeControl(point, text)) {
                if (point < 0x20 || point == 0x7f || (point > 0x7f && !isPrintable(point))) {
                    text.append(escape(point));
                } else {
                    text.appendCodePoint(point);
                }
            }
        }
        text.append(quote);
    }

    private static boolean escapeControl(int point, StringBuilder text) {
        switch (point) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String escape(int point) {
        int digits = point < 0x100 ? 2 : point < 0x10000 ? 4 : 8;
        String kind = digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
        return kind + HexFormat.of().toHexDigits(point, digits);
    }

    /** What {@code str.isprintable} says of a character. */
    static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    private static void quote(PyBytes bytes, StringBuilder text) {
        String raw = new String(bytes.array(), StandardCharsets.ISO_8859_1);
        char quote = raw.indexOf('\'') >= 0 && raw.indexOf('"') < 0 ? '"' : '\'';
        text.append('b').append(quote);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == quote || c == '\\') {
                text.append('\\').append(c);
            } else if (!escapeControl(c, text)) {
                text.append(c < 0x20 || c >= 0x7f ? escape(c) : Character.toString(c));
            }
        }
        text.append(quote);
    }

    /** Python's {@code ascii(value)}. */
    static String ascii(Object value) {
        StringBuilder text = new StringBuilder();
        repr(value).codePoints().forEach(point -> {
            if (point < 0x80) {
                text.append((char) point);
            } else {
                text.append(escape(point));
            }
        });
        return text.toString();
    }
}
