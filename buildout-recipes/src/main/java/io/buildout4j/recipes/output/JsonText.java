package io.buildout4j.recipes.output;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Texts and mappings of texts as JSON in ASCII, with the blanks that Python's {@code json.dumps} puts, so that files look
 * as the original's do.
 */
public final class JsonText {

    private JsonText() {}

    /** A text in quotes. */
    public static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : JsonStringEncoder.getInstance().quoteAsString(text)) {
            if (c < 0x7f) {
                json.append(c);
            } else {
                json.append(String.format("\\u%04x", (int) c));
            }
        }
        return json.append('"').toString();
    }

    /** A mapping on one line, in its own order. */
    public static String object(Map<String, String> members) {
        return members.entrySet().stream().map(JsonText::member).collect(Collectors.joining(", ", "{", "}"));
    }

    /** A mapping with a member a line, indented by two, in its own order. */
    public static String lines(Map<String, String> members) {
        return members.isEmpty()
                ? "{}"
                : members.entrySet().stream()
                        .map(JsonText::member)
                        .collect(Collectors.joining(",\n  ", "{\n  ", "\n}"));
    }

    private static String member(Map.Entry<String, String> member) {
        return string(member.getKey()) + ": " + string(member.getValue());
    }
}
