package io.buildout4j.recipes.promise;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Texts as JSON, in ASCII, so that they fit in a comment of a file of whatever encoding. */
final class JsonText {

    private JsonText() {}

    static String string(String text) {
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
}
