package io.buildout4j.recipes.promise;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Texts, tuples and dictionaries of texts, as Python writes them. */
final class PythonText {

    private static final int LINE = 80;

    private PythonText() {}

    /** A literal that means the text: printable characters stand for themselves, quotes are chosen to need no escape. */
    static String string(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder literal = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c == quote) {
                        literal.append('\\').append(quote);
                    } else if (isPrintable(c)) {
                        literal.appendCodePoint(c);
                    } else if (c < 0x100) {
                        literal.append(String.format("\\x%02x", c));
                    } else if (c < 0x10000) {
                        literal.append(String.format("\\u%04x", c));
                    } else {
                        literal.append(String.format("\\U%08x", c));
                    }
                }
            }
        });
        return literal.append(quote).toString();
    }

    /** A tuple on one line if it fits, otherwise with an item a line. */
    static String tuple(List<String> items) {
        List<String> literals = items.stream().map(PythonText::string).toList();
        String end = items.size() == 1 ? ",)" : ")";
        String line = literals.stream().collect(Collectors.joining(", ", "(", end));
        return line.length() <= LINE ? line : literals.stream().collect(Collectors.joining(",\n  ", "( ", end));
    }

    /** A dictionary on one line if it fits, otherwise with an entry a line. */
    static String dictionary(SortedMap<String, String> entries) {
        List<String> literals = entries.entrySet().stream()
                .map((Map.Entry<String, String> e) -> string(e.getKey()) + ": " + string(e.getValue()))
                .toList();
        String line = literals.stream().collect(Collectors.joining(", ", "{", "}"));
        return line.length() <= LINE ? line : literals.stream().collect(Collectors.joining(",\n  ", "{ ", "}"));
    }

    private static boolean isPrintable(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    default -> true;
                };
    }
}
