package io.buildout4j.recipes.slap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
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
     * @param url of the release's {@code software.cfg.json}
     * @param softwareType of the instance
     * @param parameters text by name; serialised ones stand under the name {@code _}
     * @param source where the file and the schemas it names are read
     * @return a line each: which, why, and where the schema says so; empty if nothing is, or nothing is known of the type
     * @throws IllegalArgumentException if file or schema cannot be read; the message can be read after "the release"
     */
    public static List<String> problems(
            URI url, String softwareType, Map<String, String> parameters, SchemaSource source) {
        SoftwareSchema software = SoftwareSchema.read(url, softwareType, source);
        Optional<URI> schema = software.request();
        if (schema.isEmpty()) {
            return List.of();
        }
        JsonNode tree = Json.unwrap(new TreeMap<>(parameters));
        if (!(tree instanceof ObjectNode object)) {
            return List.of("the parameters: they are no object");
        }
        ParameterSchema rules = ParameterSchema.read(schema.get(), software.documents());
        if (!parameters.containsKey(Json.SERIALISED)) {
            // All that is not packed came as text.
            rules.convert(object);
        }
        return rules.problems(object);
    }
}
