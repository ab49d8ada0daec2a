package io.buildout4j.recipes.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The file a password is kept in: JSON with the password under the empty name, or the mere password. */
final class PasswordFile {

    private PasswordFile() {}

    /** What the file holds, by name; empty if there is no such file. */
    static SortedMap<String, String> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return new TreeMap<>();
        }
        String content = Files.readString(file);
        while (content.endsWith("\n")) {
            content = content.substring(0, content.length() - 1);
        }
        SortedMap<String, String> members = object(content);
        if (!members.containsKey("")) {
            members.clear();
            members.put("", content);
        }
        return members;
    }

    private static SortedMap<String, String> object(String json) throws IOException {
        SortedMap<String, String> members = new TreeMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return members;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                String text = parser.nextTextValue();
                if (text == null) {
                    return new TreeMap<>();
                }
                members.put(name, text);
            }
        } catch (JsonProcessingException e) {
            // A password may look like the beginning of JSON.
            return new TreeMap<>();
        }
        return members;
    }
}
