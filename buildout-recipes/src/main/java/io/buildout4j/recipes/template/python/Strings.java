package io.buildout4j.recipes.template.python;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Python's view of a text, as a sequence of code points, over Java's, a sequence of UTF-16 units. */
final class Strings {

    private Strings() {}

    /** Whether each character is one UTF-16 unit, so that Java's indexes are Python's. */
    static boolean isSimple(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static String at(String text, int index) {
        if (isSimple(text)) {
            return String.valueOf(text.charAt(index));
        }
        return Character.toString(text.codePointAt(text.offsetByCodePoints(0, index)));
    }

    static String slice(String text, Slice slice) {
        int[] points = isSimple(text) ? null : text.codePoints().toArray();
        Slice.Bounds bounds = slice.bounds(points == null ? text.length() : points.length);
        int length = bounds.length();
        if (points == null && bounds.step() == 1) {
            return length == 0 ? "" : text.substring(bounds.start(), bounds.start() + length);
        }
        StringBuilder part = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int at = bounds.at(i);
            if (points == null) {
                part.append(text.charAt(at));
            } else {
                part.appendCodePoint(points[at]);
            }
        }
        return part.toString();
    }

    static int compare(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // A surrogate stands for a character beyond all that are one unit long.
                boolean xHigh = Character.isSurrogate(x);
                boolean yHigh = Character.isSurrogate(y);
                return xHigh == yHigh ? Character.compare(x, y) : xHigh ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    static Iterator<Object> characters(String text) {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < text.length();
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int point = text.codePointAt(at);
                at += Character.charCount(point);
                return Character.toString(point);
            }
        };
    }

    /** What {@code str.isspace} and {@code str.strip} take for white space. */
    static boolean isSpace(int point) {
        return (point <= 0x20 && (point == 0x20 || (point >= 9 && point <= 13) || point >= 0x1c))
                || point == 0x85
                || point == 0xa0
                || (point > 0x7f && (Character.isWhitespace(point) || Character.isSpaceChar(point)));
    }

    /** What {@code str.splitlines} takes for the end of a line, besides {@code \r\n}. */
    static boolean isLineEnd(char c) {
        return c == '\n'
                || c == '\r'
                || c == 0x0b
                || c == 0x0c
                || (c >= 0x1c && c <= 0x1e)
                || c == 0x85
                || c == 0x2028
                || c == 0x2029;
    }

    static String strip(String text, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (right && to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    static String strip(String text, String characters, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && characters.indexOf(text.codePointAt(from)) >= 0) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && to > from && characters.indexOf(text.codePointBefore(to)) >= 0) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }
}
