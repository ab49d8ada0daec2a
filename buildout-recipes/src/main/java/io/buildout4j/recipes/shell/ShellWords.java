package io.buildout4j.recipes.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The words of a command line, divided and quoted as the POSIX shell does, without any expansion: {@code $HOME} and
 * {@code *} are ordinary text.
 */
public final class ShellWords {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWords() {}

    /**
     * Divides a command line at blanks and line ends. Quotes hold words together; a backslash takes the next character
     * as it is (in double quotes only before a double quote or a backslash).
     *
     * @throws IllegalArgumentException if a quotation has no end, or the text ends with a backslash; the message can be
     *     read after the name of an option
     */
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == '\'' && c != '\'') {
                word.append(c);
            } else if (c == '\\') {
                if (++i == text.length()) {
                    throw new IllegalArgumentException("ends with a backslash that escapes nothing");
                }
                char escaped = text.charAt(i);
                if (quote == '"' && escaped != '"' && escaped != '\\') {
                    word.append(c);
                }
                word.append(escaped);
                inWord = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("has no closing quotation mark " + quote);
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    /** The word as the shell must read it to mean exactly that: bare if it may be, otherwise in single quotes. */
    public static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\"'\"'") + "'";
    }
}
