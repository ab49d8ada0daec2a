package io.buildout4j.promise.history;

/** White space as the readers of the log on the Python side see it. */
public final class Texts {
    private Texts() {}

    /** The text without white space around it. */
    public static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && blank(text.charAt(start))) {
            start++;
        }
        while (end > start && blank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean blank(char c) {
        return c <= ' '
                ? c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F)
                : c == 0x85 || c == 0xA0 || c == 0x2007 || c == 0x202F || Character.isWhitespace(c);
    }
}
