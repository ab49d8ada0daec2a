package io.buildout4j.recipes.slap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of an instance and of those that share it, against the schemas of its software. Apart from the recipe,
 * so that a run without such a part loads nothing of JSON.
 */
final class ParameterCheck {

    private static final String SCHEMA = "jsonschema";
    private static final List<String> WHOSE = List.of("none", "main", "shared", "all");

    private record Whom(boolean main, boolean shared) {
        static Whom of(Part part, String option, String standard) {
            String word = part.optional(option).map(Value::text).orElse(standard);
            if (!WHOSE.contains(word)) {
                throw part.reject(option, "is not a valid value: it must be one of " + String.join(", ", WHOSE));
            }
            return new Whom(word.equals("main") || word.equals("all"), word.equals("shared") || word.equals("all"));
        }
    }

    private final Part part;
    private final Whom checked;
    private final Whom completed;
    private final Whom converted;

    ParameterCheck(Part part) {
        this.part = part;
        checked = Whom.of(part, "validate-parameters", "all");
        completed = Whom.of(part, "set-default", "none");
        converted = Whom.of(part, "unstringify", "none");
        Whom.of(part, "report-error", "all");
    }

    void publish() throws Exception {
        boolean unwraps = part.optional("unwrap-shared").map(Value::asBoolean).orElse(true);
        InstanceParameters instance = ConfigurationRecipe.source(part);
        ConfigurationRecipe.publishSurroundings(part, instance);
        try {
            SoftwareSchema software = SoftwareSchema.read(
                    schemaFile(),
                    instance.attributes().getOrDefault("slap-software-type", "default"),
                    SchemaSource.downloads(part.services().downloads()));
            ConfigurationRecipe.publishConfiguration(part, main(software, instance, checked.main()));
            if (checked.shared()) {
                publishShared(software, instance.sharedInstances());
            } else if (unwraps && software.isPacked()) {
                publishUnwrapped(instance.sharedInstances());
            }
        } catch (IllegalArgumentException e) {
            throw part.reject(SCHEMA, String.valueOf(e.getMessage()));
        }
    }

    private URI schemaFile() {
        String text = part.required(SCHEMA).text().strip();
        return text.matches("(file|https?):.*")
                ? URI.create(text)
                : part.directory().resolve(text).normalize().toUri();
    }

    private JsonNode main(SoftwareSchema software, InstanceParameters instance, boolean checked) throws Exception {
        JsonNode parameters = software.isPacked()
                ? ConfigurationRecipe.unwrap(part, instance.parameters())
                : Json.unwrap(new TreeMap<>(instance.parameters()));
        if (!checked) {
            return parameters;
        }
        ObjectNode object = parameters.isObject() ? (ObjectNode) parameters : JsonNodeFactory.instance.objectNode();
        URI url = software.request()
                .orElseThrow(() -> new IllegalArgumentException(
                        "names " + software.file() + ", which has no schema for software type " + software.type()));
        List<String> problems =
                problems(ParameterSchema.read(url, software.documents()), object, converted.main(), completed.main());
        if (!problems.isEmpty()) {
            throw part.reject("Invalid parameters:\n  " + String.join("\n  ", problems));
        }
        return object;
    }

    private static List<String> problems(
            ParameterSchema schema, ObjectNode parameters, boolean converts, boolean completes) {
        if (converts) {
            schema.convert(parameters);
        }
        List<String> problems = schema.problems(parameters);
        if (problems.isEmpty() && completes) {
            schema.complete(parameters);
            return schema.problems(parameters);
        }
        return problems;
    }

    private void publishShared(SoftwareSchema software, List<Map<String, String>> instances) {
        ArrayNode valid = JsonNodeFactory.instance.arrayNode();
        ArrayNode invalid = JsonNodeFactory.instance.arrayNode();
        if (!instances.isEmpty()) {
            Optional<URI> url = software.sharedRequest();
            ParameterSchema schema = ParameterSchema.read(
                    url.orElseThrow(() -> new IllegalArgumentException("names " + software.file()
                            + ", which has no schema for shared instances of software type " + software.type())),
                    software.documents());
            for (Map<String, String> instance : instances) {
                sort(instance, schema, valid, invalid);
            }
        }
        part.publish("valid-shared-instance-list", valid.toString());
        part.publish("invalid-shared-instance-list", invalid.toString());
    }

    private void sort(Map<String, String> instance, ParameterSchema schema, ArrayNode valid, ArrayNode invalid) {
        Map<String, String> texts = new TreeMap<>(instance);
        String reference = Optional.ofNullable(texts.remove("slave_reference")).orElse("");
        ObjectNode item = JsonNodeFactory.instance.objectNode().put("reference", reference);
        JsonNode parameters = Json.unwrap(texts);
        List<String> problems = parameters instanceof ObjectNode object
                ? problems(schema, object, converted.shared(), completed.shared())
                : List.of("the parameters: they are no object");
        item.set("parameters", parameters);
        if (problems.isEmpty()) {
            valid.add(item);
        } else {
            item.put("errors", String.join("\n", problems));
            invalid.add(item);
            part.warn(
                    SCHEMA, "invalid parameters of shared instance " + reference + ": " + String.join("; ", problems));
        }
    }

    private void publishUnwrapped(List<Map<String, String>> instances) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Map<String, String> instance : instances) {
            ObjectNode item = list.addObject();
            Map<String, String> texts = new TreeMap<>(instance);
            if (texts.containsKey(Json.SERIALISED)) {
                JsonNode packed = Json.unwrap(texts);
                texts.remove(Json.SERIALISED);
                packed.properties().forEach(member -> item.set(member.getKey(), member.getValue()));
            }
            texts.forEach(item::put);
        }
        part.publish("slave-instance-list", list.toString());
    }
}
