package io.buildout4j.promise.report;

/** Text inside of HTML and XML. */
final class Markup {
    private Markup() {}

    /** The text with what would be markup escaped, and without characters XML does not know. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                    boolean control = c < ' ' && c != '\n' && c != '\t';
                    boolean known = !control && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF);
                    escaped.appendCodePoint(known ? c : 0xFFFD);
                }
            }
        });
        return escaped.toString();
    }
}
