package io.buildout4j.engine.parse;

import io.buildout4j.engine.text.Blanks;
import org.jspecify.annotations.Nullable;

/**
 * A section header: <code>[name]</code> or <code>[name:condition]</code>, with an optional comment behind it.
 *
 * @param name the name of the section
 * @param condition the condition with its escapes undone, or null
 * @param nameStart where the name starts in the text
 * @param close where the closing bracket stands in the text
 */
public record Header(String name, @Nullable String condition, int nameStart, int close) {

    /** Reads the line in a text from start to end, or gives null if it is no header. */
    static @Nullable Header parse(String text, int start, int end) {
        int nameStart = Blanks.skip(text, start + 1, end);
        int nameEnd = nameStart;
        while (nameEnd < end && isNameCharacter(text.charAt(nameEnd))) {
            nameEnd++;
        }
        if (nameEnd == nameStart) {
            return null;
        }
        int at = Blanks.skip(text, nameEnd, end);
        if (at == end) {
            return null;
        }
        if (text.charAt(at) == ':') {
            return withCondition(text, nameStart, nameEnd, at + 1, end);
        }
        return text.charAt(at) == ']' && endsWell(text, at + 1, end)
                ? new Header(text.substring(nameStart, nameEnd), null, nameStart, at)
                : null;
    }

    private static @Nullable Header withCondition(String text, int nameStart, int nameEnd, int from, int end) {
        int limit = from;
        while (limit < end && text.charAt(limit) != '#' && text.charAt(limit) != ';') {
            limit++;
        }
        int close = text.lastIndexOf(']', limit - 1);
        if (close < from || Blanks.skip(text, close + 1, limit) != limit) {
            return null;
        }
        String condition = text.substring(from, close).replace("\\x23", "#").replace("\\x3b", ";");
        return new Header(text.substring(nameStart, nameEnd), condition.isEmpty() ? null : condition, nameStart, close);
    }

    private static boolean endsWell(String text, int from, int end) {
        int at = Blanks.skip(text, from, end);
        return at == end || text.charAt(at) == '#' || text.charAt(at) == ';';
    }

    private static boolean isNameCharacter(char c) {
        return switch (c) {
            case '#', '[', ']', ':', ';', '{', '}' -> false;
            default -> !Blanks.isBlank(c);
        };
    }
}
