package io.buildout4j.recipes.slap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a software release allows as parameters of its instances, for hosts that ask before they deploy. */
public final class InstanceSchema {

    private InstanceSchema() {}

    /**
     * What is wrong with the parameters of an instance.
     *
     * @param file the release's {@code software.cfg.json}
     * @param softwareType of the instance
     * @param parameters text by name; serialised ones stand under the name {@code _}
     * @return a line each: which, why, and where the schema says so; empty if nothing is, or nothing is known of the type
     * @throws IllegalArgumentException if file or schema cannot be read; the message can be read after "the release"
     */
    public static List<String> problems(Path file, String softwareType, Map<String, String> parameters) {
        SoftwareSchema software = SoftwareSchema.read(file, softwareType);
        Optional<URI> schema = software.request();
        if (schema.isEmpty()) {
            return List.of();
        }
        JsonNode tree = Json.unwrap(new TreeMap<>(parameters));
        if (!(tree instanceof ObjectNode object)) {
            return List.of("the parameters: they are no object");
        }
        ParameterSchema rules = ParameterSchema.read(schema.get());
        if (!parameters.containsKey(Json.SERIALISED)) {
            // All that is not packed came as text.
            rules.convert(object);
        }
        return rules.problems(object);
    }
}
