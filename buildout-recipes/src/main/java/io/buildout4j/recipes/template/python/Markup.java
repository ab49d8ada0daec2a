package io.buildout4j.recipes.template.python;

/**
 * A text that is known to be safe HTML: what {@code |safe}, {@code |tojson} and {@code |escape} give.
 *
 * @param text the characters
 */
public record Markup(String text) {

    /** The text with the five characters that HTML gives a meaning replaced; safe text stays as it is. */
    public static Markup escape(Object value) {
        return value instanceof Markup safe ? safe : new Markup(escapeText(Text.str(value)));
    }

    static String escapeText(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&#34;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
