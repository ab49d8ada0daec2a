package io.buildout4j.recipes.template.python;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code json.loads}: JSON into Python values, with its messages. */
public final class JsonReader {

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * The value of a JSON text.
     *
     * @throws PythonError JSONDecodeError if it is none
     */
    public static Object read(String text) {
        JsonReader reader = new JsonReader(text);
        reader.skipSpace();
        Object value = reader.value(0);
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw reader.wrong("Extra data", reader.at);
        }
        return value;
    }

    private PythonError wrong(String problem, int position) {
        int line =
                (int) text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
        int column = position - text.lastIndexOf('\n', position - 1);
        return new PythonError(
                "JSONDecodeError", problem + ": line " + line + " column " + column + " (char " + position + ")");
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Object value(int depth) {
        if (depth > 500) {
            throw new PythonError("RecursionError", "maximum recursion depth exceeded while decoding a JSON text");
        }
        if (at >= text.length()) {
            throw wrong("Expecting value", at);
        }
        switch (text.charAt(at)) {
            case '{' -> {
                return object(depth);
            }
            case '[' -> {
                return array(depth);
            }
            case '"' -> {
                at++;
                return string();
            }
            default -> {
                return word();
            }
        }
    }

    private Object word() {
        Object[][] words = {
            {"null", None.NONE},
            {"true", true},
            {"false", false},
            {"NaN", Double.NaN},
            {"Infinity", Double.POSITIVE_INFINITY},
            {"-Infinity", Double.NEGATIVE_INFINITY}
        };
        for (Object[] word : words) {
            if (text.startsWith((String) word[0], at)) {
                at += ((String) word[0]).length();
                return word[1];
            }
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw wrong("Expecting value", at);
        }
        at = number.end();
        return number.group(1) == null && number.group(2) == null
                ? Ints.of(new BigInteger(number.group()))
                : (Object) Double.parseDouble(number.group());
    }

    private Object array(int depth) {
        PyList list = new PyList();
        at++;
        skipSpace();
        if (at < text.length() && text.charAt(at) == ']') {
            at++;
            return list;
        }
        while (true) {
            skipSpace();
            list.add(value(depth + 1));
            skipSpace();
            if (at < text.length() && text.charAt(at) == ']') {
                at++;
                return list;
            }
            expectComma();
        }
    }

    private void expectComma() {
        if (at >= text.length() || text.charAt(at) != ',') {
            throw wrong("Expecting ',' delimiter", at);
        }
        at++;
    }

    private Object object(int depth) {
        PyDict dict = new PyDict();
        at++;
        skipSpace();
        if (at < text.length() && text.charAt(at) == '}') {
            at++;
            return dict;
        }
        while (true) {
            skipSpace();
            if (at >= text.length() || text.charAt(at) != '"') {
                throw wrong("Expecting property name enclosed in double quotes", at);
            }
            at++;
            String key = string();
            skipSpace();
            if (at >= text.length() || text.charAt(at) != ':') {
                throw wrong("Expecting ':' delimiter", at);
            }
            at++;
            skipSpace();
            dict.put(key, value(depth + 1));
            skipSpace();
            if (at < text.length() && text.charAt(at) == '}') {
                at++;
                return dict;
            }
            expectComma();
        }
    }

    private String string() {
        int begin = at - 1;
        StringBuilder string = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return string.toString();
            } else if (c == '\\') {
                escape(string, begin);
            } else if (c < 0x20) {
                throw wrong("Invalid control character at", at - 1);
            } else {
                string.append(c);
            }
        }
        throw wrong("Unterminated string starting at", begin);
    }

    private void escape(StringBuilder string, int begin) {
        if (at >= text.length()) {
            throw wrong("Unterminated string starting at", begin);
        }
        char c = text.charAt(at++);
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            string.append("\"\\/\b\f\n\r\t".charAt(simple));
        } else if (c == 'u'
                && text.substring(at, Math.min(text.length(), at + 4)).matches("[0-9a-fA-F]{4}")) {
            string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
            at += 4;
        } else {
            throw wrong(c == 'u' ? "Invalid \\uXXXX escape" : "Invalid \\escape", at - 2);
        }
    }
}
