package io.buildout4j.promise.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what Python's {@code repr} and {@code pprint} write: texts, numbers, tuples, lists and dictionaries. */
final class PythonLiteral {
    /** What {@code None} is read as. */
    static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "None";
        }
    };

    private static final int DEEPEST = 100;

    private final String text;
    private int at;

    private PythonLiteral(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** The literal at a place, or empty if there is none that this understands. */
    static Optional<Object> read(String text, int at) {
        try {
            return Optional.of(new PythonLiteral(text, at).value(0));
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    private Object value(int depth) {
        if (depth > DEEPEST) {
            throw new Unreadable();
        }
        space();
        char c = peek();
        if (c == '{') {
            return map(depth);
        }
        if (c == '[') {
            return list(']', depth);
        }
        if (c == '(') {
            return list(')', depth);
        }
        if (quoteAhead()) {
            return texts();
        }
        return word();
    }

    private Map<Object, Object> map(int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        at++;
        for (space(); peek() != '}'; space()) {
            Object key = value(depth + 1);
            space();
            expect(':');
            map.put(key, value(depth + 1));
            comma('}');
        }
        at++;
        return map;
    }

    /** A list, a tuple, or a value in parentheses such as {@code pprint} puts around a text of several lines. */
    private Object list(char end, int depth) {
        List<Object> list = new ArrayList<>();
        boolean comma = false;
        at++;
        for (space(); peek() != end; space()) {
            list.add(value(depth + 1));
            comma = comma(end);
        }
        at++;
        return end == ')' && list.size() == 1 && !comma ? list.get(0) : list;
    }

    private boolean comma(char end) {
        space();
        if (peek() == ',') {
            at++;
            return true;
        }
        if (peek() != end) {
            throw new Unreadable();
        }
        return false;
    }

    /** Texts that follow each other are one. */
    private String texts() {
        StringBuilder all = new StringBuilder();
        do {
            one(all);
            // Outside of brackets a new line ends the statement; there no text starts with a quote by itself.
            space();
        } while (at < text.length() && quoteAhead());
        return all.toString();
    }

    private boolean quoteAhead() {
        int i = at;
        while (i < text.length() && i < at + 2 && "rRuUbB".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i < text.length() && (text.charAt(i) == '\'' || text.charAt(i) == '"');
    }

    private void one(StringBuilder into) {
        boolean raw = false;
        while (peek() != '\'' && peek() != '"') {
            raw |= Character.toLowerCase(peek()) == 'r';
            at++;
        }
        char quote = text.charAt(at);
        String triple = String.valueOf(quote).repeat(3);
        String end = text.startsWith(triple, at) ? triple : String.valueOf(quote);
        at += end.length();
        while (!text.startsWith(end, at)) {
            char c = peek();
            at++;
            if (c == '\\' && raw) {
                into.append(c).append(peek());
                at++;
            } else if (c == '\\') {
                escape(into);
            } else if (c == '\n' && end.length() == 1) {
                throw new Unreadable();
            } else {
                into.append(c);
            }
        }
        at += end.length();
    }

    private void escape(StringBuilder into) {
        char c = peek();
        at++;
        switch (c) {
            case '\n' -> {}
            case 'n' -> into.append('\n');
            case 't' -> into.append('\t');
            case 'r' -> into.append('\r');
            case 'a' -> into.append('\007');
            case 'b' -> into.append('\b');
            case 'f' -> into.append('\f');
            case 'v' -> into.append('\013');
            case '\\', '\'', '"' -> into.append(c);
            case 'x' -> into.appendCodePoint(hexadecimal(2));
            case 'u' -> into.appendCodePoint(hexadecimal(4));
            case 'U' -> into.appendCodePoint(hexadecimal(8));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                int code = c - '0';
                for (int i = 0; i < 2 && at < text.length() && peek() >= '0' && peek() <= '7'; i++, at++) {
                    code = code * 8 + peek() - '0';
                }
                into.append((char) code);
            }
            case 'N' -> throw new Unreadable();
            default -> into.append('\\').append(c);
        }
    }

    private int hexadecimal(int digits) {
        if (at + digits > text.length()) {
            throw new Unreadable();
        }
        try {
            int code = Integer.parseInt(text.substring(at, at + digits), 16);
            if (!Character.isValidCodePoint(code)) {
                throw new Unreadable();
            }
            at += digits;
            return code;
        } catch (NumberFormatException e) {
            throw new Unreadable();
        }
    }

    private Object word() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "+-._".indexOf(peek()) >= 0)) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.equals("True") || word.equals("False")) {
            return word;
        }
        if (word.equals("None")) {
            return NONE;
        }
        if (word.matches("[+-]?[0-9]+")) {
            return word;
        }
        if (word.matches("[+-]?([0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+)([eE][+-]?[0-9]+)?")) {
            return word;
        }
        throw new Unreadable();
    }

    private void space() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == '\\' && text.startsWith("\\\n", at)) {
                at += 2;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new Unreadable();
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw new Unreadable();
        }
        return text.charAt(at);
    }

    /** Thrown and caught inside: the text is more than a literal. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable() {
            super(null, null, false, false);
        }
    }
}
