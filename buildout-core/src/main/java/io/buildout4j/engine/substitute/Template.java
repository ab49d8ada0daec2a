package io.buildout4j.engine.substitute;

import org.jspecify.annotations.Nullable;

/** A value that is being substituted, read from left to right. */
final class Template {

    private final String text;
    private final StringBuilder out;
    private int position;

    Template(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length() + 64);
    }

    /** Copies plain text up to the next reference, and gives that; null at the end. */
    @Nullable
    String nextReference() {
        int from = position;
        while (true) {
            int dollar = text.indexOf('$', from);
            if (dollar < 0 || dollar + 1 >= text.length()) {
                return finish();
            }
            char next = text.charAt(dollar + 1);
            if (next == '$') {
                from = dollar + 2;
            } else if (next == '{') {
                int end = text.indexOf('}', dollar);
                if (end < 0) {
                    return finish();
                }
                int escape = escapeBetween(dollar + 2, end);
                if (escape >= 0) {
                    // Divided by $$ first: this brace is never closed in its piece.
                    from = escape + 2;
                } else {
                    out.append(text, position, dollar);
                    position = end + 1;
                    return text.substring(dollar, end + 1);
                }
            } else {
                from = dollar + 1;
            }
        }
    }

    /** Looks no further than the end of the reference, so that the whole stays linear. */
    private int escapeBetween(int from, int to) {
        for (int i = from; i + 1 < to; i++) {
            if (text.charAt(i) == '$' && text.charAt(i + 1) == '$') {
                return i;
            }
        }
        return -1;
    }

    void append(String value) {
        out.append(value);
    }

    int length() {
        return out.length();
    }

    String result() {
        return out.toString();
    }

    private @Nullable String finish() {
        out.append(text, position, text.length());
        position = text.length();
        return null;
    }
}
