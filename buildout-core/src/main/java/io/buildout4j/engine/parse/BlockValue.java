package io.buildout4j.engine.parse;

import io.buildout4j.engine.text.Blanks;

/** Takes the common indentation off a value whose first line is empty. */
final class BlockValue {

    private BlockValue() {}

    /**
     * The value without its trailing blanks, without the indentation that all lines share, and without the blank lines
     * it begins with. Lines of spaces and tabs alone do not count and become empty.
     */
    static String dedent(String value) {
        String text = Blanks.stripEnd(value);
        String margin = margin(text);
        StringBuilder result = new StringBuilder(text.length());
        for (int start = 0; start <= text.length(); ) {
            int end = lineEnd(text, start);
            if (start > 0) {
                result.append('\n');
            }
            if (indentation(text, start, end) < end) {
                int shared = !margin.isEmpty() && text.startsWith(margin, start) ? margin.length() : 0;
                result.append(text, start + shared, end);
            }
            start = end + 1;
        }
        return withoutLeadingBlankLines(result.toString());
    }

    private static String margin(String text) {
        String margin = null;
        for (int start = 0; start <= text.length(); ) {
            int end = lineEnd(text, start);
            int indented = indentation(text, start, end);
            if (indented < end) {
                margin = margin == null ? text.substring(start, indented) : shared(margin, text, start, indented);
                if (margin.isEmpty()) {
                    return margin;
                }
            }
            start = end + 1;
        }
        return margin == null ? "" : margin;
    }

    private static String shared(String margin, String text, int start, int end) {
        int length = Math.min(margin.length(), end - start);
        int same = 0;
        while (same < length && margin.charAt(same) == text.charAt(start + same)) {
            same++;
        }
        return same == margin.length() ? margin : margin.substring(0, same);
    }

    private static int indentation(String text, int start, int end) {
        int at = start;
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private static int lineEnd(String text, int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    private static String withoutLeadingBlankLines(String text) {
        int content = Blanks.skip(text, 0, text.length());
        int lastLineEnd = text.lastIndexOf('\n', content - 1);
        return content == 0 || lastLineEnd < 0 ? text : text.substring(lastLineEnd + 1);
    }
}
