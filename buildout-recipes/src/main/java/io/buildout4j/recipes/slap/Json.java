package io.buildout4j.recipes.slap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters as JSON: SlapOS packs them into one parameter, named {@code _}. */
final class Json {

    static final String SERIALISED = "_";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /**
     * Reads JSON.
     *
     * @throws IllegalArgumentException if the text is none; the message says where
     */
    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** What was packed, or the parameters themselves if nothing was. */
    static JsonNode unwrap(Map<String, String> parameters) {
        String packed = parameters.get(SERIALISED);
        if (packed != null) {
            return parse(packed);
        }
        ObjectNode object = MAPPER.createObjectNode();
        parameters.forEach(object::put);
        return object;
    }

    /** The members of an object as texts: a text as it is, everything else as JSON. Empty if it is no object. */
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(member -> texts.put(member.getKey(), text(member.getValue())));
        return texts;
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : node.toString();
    }
}
