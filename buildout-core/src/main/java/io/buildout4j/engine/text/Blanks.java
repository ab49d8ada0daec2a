package io.buildout4j.engine.text;

import java.util.ArrayList;
import java.util.List;

/** What counts as blank in a profile: the white space of Unicode as Python knows it, which is not quite Java's. */
public final class Blanks {

    private Blanks() {}

    public static boolean isBlank(char c) {
        if (c <= ' ') {
            return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
        }
        return c >= 0x85 && isRareBlank(c);
    }

    private static boolean isRareBlank(char c) {
        return switch (c) {
            case 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
            default -> c >= 0x2000 && c <= 0x200a;
        };
    }

    /** The first position from start on that is not blank, or end. */
    public static int skip(String text, int start, int end) {
        int at = start;
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The position after the last character before end that is not blank, or start. */
    public static int trim(String text, int start, int end) {
        int at = end;
        while (at > start && isBlank(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    public static String strip(String text) {
        int start = skip(text, 0, text.length());
        return text.substring(start, trim(text, start, text.length()));
    }

    public static String stripEnd(String text) {
        return text.substring(0, trim(text, 0, text.length()));
    }

    /** The words of a text, divided by any blanks. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int at = skip(text, 0, text.length());
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !isBlank(text.charAt(end))) {
                end++;
            }
            words.add(text.substring(at, end));
            at = skip(text, end, text.length());
        }
        return words;
    }
}
