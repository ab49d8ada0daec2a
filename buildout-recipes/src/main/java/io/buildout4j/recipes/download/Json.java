package io.buildout4j.recipes.download;

import java.util.Map;

/** Objects of texts, to the byte as Python's {@code json.dumps(…, indent=2)} writes them. */
public final class Json {

    private Json() {}

    /** An object with the entries in the map's order. */
    public static String object(Map<String, String> entries) {
        if (entries.isEmpty()) {
            return "{}";
        }
        StringBuilder json = new StringBuilder("{");
        String divider = "\n  ";
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            json.append(divider);
            quote(entry.getKey(), json);
            json.append(": ");
            quote(entry.getValue(), json);
            divider = ",\n  ";
        }
        return json.append("\n}").toString();
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
