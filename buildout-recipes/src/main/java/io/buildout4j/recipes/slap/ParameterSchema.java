package io.buildout4j.recipes.slap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.SpecVersionDetector;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON schema of parameters, with what SlapOS does beside checking: numbers and truths that came as text become what the
 * schema wants, and defaults are filled in. Only the parts of a schema that hold of the parameters have a say in that.
 */
final class ParameterSchema {

    private static final List<String> CHOICES = List.of("anyOf", "oneOf");

    private final URI url;
    private final Documents documents;
    private final JsonSchemaFactory factory;
    private final SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(java.util.Locale.ENGLISH)
            .build();

    private ParameterSchema(URI url, Documents documents, SpecVersion.VersionFlag version) {
        this.url = url;
        this.documents = documents;
        this.factory = JsonSchemaFactory.getInstance(
                version, builder -> builder.schemaLoaders(loaders -> loaders.add(documents)));
    }

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException if it cannot be read; the message says why
     */
    static ParameterSchema read(URI url, Documents documents) {
        JsonNode content = load(documents, url);
        SpecVersion.VersionFlag version =
                SpecVersionDetector.detectOptionalVersion(content, false).orElse(SpecVersion.VersionFlag.V202012);
        return new ParameterSchema(url, documents, version);
    }

    private static JsonNode load(Documents documents, URI url) {
        try {
            return Json.parse(documents.text(url));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the schema " + url + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A piece of a schema.
     *
     * @param documents where it was read
     * @param document the file it is in
     * @param pointer where in that file
     */
    private record Piece(Documents documents, URI document, String pointer, JsonNode node) {
        Piece at(String... steps) {
            StringBuilder longer = new StringBuilder(pointer);
            JsonNode below = node;
            for (String step : steps) {
                longer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
                below = below.isArray() ? below.path(Integer.parseInt(step)) : below.path(step);
            }
            return new Piece(documents, document, longer.toString(), below);
        }
    }

    /** What is wrong with parameters, a line each: which, why, and where the schema says so; empty if nothing is. */
    List<String> problems(JsonNode parameters) {
        return factory.getSchema(SchemaLocation.of(url.toString()), config).validate(parameters).stream()
                .map(message -> {
                    String place = String.valueOf(message.getInstanceLocation());
                    return (place.isEmpty() ? "the parameters" : place) + ": " + message.getError() + " ("
                            + message.getSchemaLocation() + ")";
                })
                .sorted()
                .toList();
    }

    /** Turns texts into the integers and truths that the schema wants. */
    void convert(ObjectNode parameters) {
        visit(root(), parameters, new Conversion(), new HashSet<>());
    }

    /**
     * Fills in defaults.
     *
     * @throws IllegalArgumentException if two parts of the schema want different ones
     */
    void complete(ObjectNode parameters) {
        visit(root(), parameters, new Completion(), new HashSet<>());
    }

    private Piece root() {
        return new Piece(documents, url, "", load(documents, url));
    }

    /** What is done with one property that the schema knows. */
    private interface Work {
        void property(ObjectNode parameters, String name, Piece schema);
    }

    private void visit(Piece written, JsonNode value, Work work, Set<String> visited) {
        Piece schema = dereferenced(written);
        if (!value.isObject() || !visited.add(schema.document() + "#" + schema.pointer())) {
            return;
        }
        ObjectNode parameters = (ObjectNode) value;
        for (String name : names(schema.node().path("properties"))) {
            Piece property = schema.at("properties", name);
            work.property(parameters, name, property);
            JsonNode below = parameters.get(name);
            if (below != null) {
                visit(property, below, work, new HashSet<>());
            }
        }
        for (int i = 0; i < schema.node().path("allOf").size(); i++) {
            visit(schema.at("allOf", String.valueOf(i)), value, work, visited);
        }
        for (String choice : CHOICES) {
            for (int i = 0; i < schema.node().path(choice).size(); i++) {
                visitIfItHolds(schema.at(choice, String.valueOf(i)), parameters, work, visited);
            }
        }
        if (schema.node().has("if")) {
            String branch = holds(schema.at("if"), value) ? "then" : "else";
            if (schema.node().has(branch)) {
                visit(schema.at(branch), value, work, visited);
            }
        }
        additional(schema, parameters, work);
    }

    private void additional(Piece schema, ObjectNode parameters, Work work) {
        if (schema.node().path("additionalProperties").isObject()) {
            for (String name : names(parameters)) {
                if (!schema.node().path("properties").has(name)) {
                    visit(schema.at("additionalProperties"), parameters.path(name), work, new HashSet<>());
                }
            }
        }
    }

    private void visitIfItHolds(Piece branch, ObjectNode parameters, Work work, Set<String> visited) {
        ObjectNode attempt = parameters.deepCopy();
        visit(branch, attempt, work, new HashSet<>(visited));
        if (holds(branch, attempt)) {
            parameters.setAll(attempt);
        }
    }

    private boolean holds(Piece piece, JsonNode value) {
        JsonSchema schema = factory.getSchema(SchemaLocation.of(piece.document() + "#" + piece.pointer()), config);
        return schema.validate(value).isEmpty();
    }

    private static Piece dereferenced(Piece piece) {
        Piece current = piece;
        Set<String> seen = new HashSet<>();
        while (current.node().path("$ref").isTextual()) {
            URI target = current.document().resolve(current.node().path("$ref").asText());
            if (!seen.add(target.toString())) {
                throw new IllegalArgumentException("the schema refers to itself at " + target);
            }
            current = found(current, target);
        }
        return current;
    }

    private static Piece found(Piece from, URI target) {
        String pointer = Optional.ofNullable(target.getFragment()).orElse("");
        URI document = URI.create(target.toString().replaceFirst("#.*", ""));
        JsonNode content = load(from.documents(), document.toString().isEmpty() ? from.document() : document);
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            return new Piece(
                    from.documents(), document, pointer, content.path("$defs").path(pointer));
        }
        return new Piece(from.documents(), document, pointer, content.at(pointer));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static final class Conversion implements Work {
        @Override
        public void property(ObjectNode parameters, String name, Piece schema) {
            JsonNode value = parameters.path(name);
            if (value.isTextual()) {
                JsonNode types = dereferenced(schema).node().path("type");
                for (JsonNode type : types.isArray()
                        ? types
                        : JsonNodeFactory.instance.arrayNode().add(types)) {
                    JsonNode converted = converted(value.textValue(), type.asText());
                    if (converted != null) {
                        parameters.set(name, converted);
                        return;
                    }
                }
            }
        }

        private static @Nullable JsonNode converted(String text, String type) {
            if (type.equals("integer") && text.strip().matches("[+-]?[0-9]{1,300}")) {
                BigInteger number = new BigInteger(text.strip());
                return number.bitLength() < Long.SIZE
                        ? JsonNodeFactory.instance.numberNode(number.longValue())
                        : JsonNodeFactory.instance.numberNode(number);
            }
            if (type.equals("boolean")
                    && List.of("True", "False", "true", "false").contains(text)) {
                return BooleanNode.valueOf(Boolean.parseBoolean(text));
            }
            return null;
        }
    }

    private static final class Completion implements Work {
        @Override
        public void property(ObjectNode parameters, String name, Piece schema) {
            JsonNode standard = schema.node().has("default")
                    ? schema.node().path("default")
                    : dereferenced(schema).node().path("default");
            if (!parameters.has(name) && !standard.isMissingNode()) {
                parameters.set(name, standard.deepCopy());
            }
        }
    }
}
