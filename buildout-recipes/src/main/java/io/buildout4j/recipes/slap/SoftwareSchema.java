package io.buildout4j.recipes.slap;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * What a software release says of its parameters: the file {@code software.cfg.json}, which names for each software type
 * how parameters are packed and where their schemas are.
 *
 * @param url where the file is
 * @param documents where schemas are read
 * @param content what is in it
 * @param type the software type of the instance
 */
record SoftwareSchema(URI url, Documents documents, JsonNode content, String type) {

    private static final String TYPES = "software-type";

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if it cannot be read; the message can be read after the name of an option
     */
    static SoftwareSchema read(URI url, String type, SchemaSource source) {
        Documents documents = new Documents(source);
        try {
            JsonNode content = Json.parse(documents.text(url));
            return new SoftwareSchema(url, documents, content, type.equals("RootSoftwareInstance") ? "default" : type);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "names " + Documents.name(url) + ", which cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("names " + Documents.name(url) + ", which " + e.getMessage(), e);
        }
    }

    /** The file in messages. */
    String file() {
        return Documents.name(url);
    }

    /** Whether parameters are packed in one, named {@code _}. */
    boolean isPacked() {
        JsonNode own = content.path(TYPES).path(type).path("serialisation");
        String word = (own.isMissingNode() ? content.path("serialisation") : own).asText();
        return switch (word) {
            case "json-in-xml" -> true;
            case "xml" -> false;
            default ->
                throw new IllegalArgumentException(
                        "names " + file() + ", which states no serialisation (xml or" + " json-in-xml)");
        };
    }

    /** The schema of the instance's own parameters, if the software type has one. */
    Optional<URI> request() {
        return schema(content.path(TYPES).path(type));
    }

    /** The schema of the parameters of shared instances, if the software type has one. */
    Optional<URI> sharedRequest() {
        for (JsonNode candidate : content.path(TYPES)) {
            if (candidate.path("shared").asBoolean(false)
                    && type.equals(candidate.path(TYPES).asText())) {
                return schema(candidate);
            }
        }
        return Optional.empty();
    }

    private Optional<URI> schema(JsonNode entry) {
        String request = entry.path("request").asText("");
        return request.isEmpty() ? Optional.empty() : Optional.of(url.resolve(request));
    }
}
