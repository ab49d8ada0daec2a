package io.buildout4j.recipes.slap;

import com.fasterxml.jackson.databind.JsonNode;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.JsonText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Publishes what the deployment was asked for with. */
final class ConfigurationRecipe implements Recipe {

    static final RecipeDescription PLAIN =
            described("reads the parameters of the instance", "slapos.cookbook:slapconfiguration");
    static final RecipeDescription SERIALISED = described(
            "reads the parameters of the instance, which are packed in JSON",
            "slapos.cookbook:slapconfiguration.serialised");

    static RecipeDescription described(String purpose, String name) {
        return RecipeDescription.of(purpose, name)
                .withOptional(
                        "url",
                        OptionType.TEXT,
                        "accepted, as the host knows; also computer, partition, key, cert, storage-home")
                .withPublished("configuration.NAME", "each parameter")
                .withPublished("configuration", "all parameters, in JSON")
                .withPublished("slap-software-type", "and what else the host knows of the instance")
                .withPublished("ipv4", "addresses, divided by blanks; also ipv6, ipv4-random, ipv6-random")
                .withPublished("slave-instance-list", "the shared instances, in JSON");
    }

    private static final List<String> KNOWN_TO_HOST = List.of(
            "url",
            "server-url",
            "computer",
            "computer-id",
            "partition",
            "partition-id",
            "key",
            "key-file",
            "cert",
            "cert-file",
            "storage-home");

    private ConfigurationRecipe() {}

    static ConfigurationRecipe plain(Part part) throws Exception {
        publish(part, false);
        return new ConfigurationRecipe();
    }

    static ConfigurationRecipe serialised(Part part) throws Exception {
        publish(part, true);
        return new ConfigurationRecipe();
    }

    private static void publish(Part part, boolean serialised) throws Exception {
        InstanceParameters instance = source(part);
        publishSurroundings(part, instance);
        Map<String, String> parameters = instance.parameters();
        if (serialised) {
            publishConfiguration(part, unwrap(part, parameters));
        } else {
            part.publish("configuration", JsonText.object(new TreeMap<>(parameters)));
            parameters.forEach((name, value) -> part.publish("configuration." + name, value));
        }
    }

    static InstanceParameters source(Part part) {
        KNOWN_TO_HOST.forEach(part::optional);
        return part.services()
                .find(InstanceParameters.class)
                .orElseThrow(() -> part.reject("reads instance parameters, and the host offers none"));
    }

    /** Without a packed parameter there are none. */
    static JsonNode unwrap(Part part, Map<String, String> parameters) {
        try {
            return parameters.containsKey(Json.SERIALISED) ? Json.unwrap(parameters) : Json.parse("{}");
        } catch (IllegalArgumentException e) {
            throw part.reject("reads instance parameters, and parameter '_' " + e.getMessage());
        }
    }

    static void publishConfiguration(Part part, JsonNode configuration) {
        part.publish("configuration", configuration.toString());
        Json.texts(configuration).forEach((name, value) -> part.publish("configuration." + name, value));
    }

    static void publishSurroundings(Part part, InstanceParameters instance) throws Exception {
        Map<String, String> attributes = new TreeMap<>(Map.of(
                "instance-title", "UNKNOWN Instance",
                "root-instance-title", "UNKNOWN",
                "root-instance-short-title", "UNKNOWN",
                "slap-software-type", "default",
                "instance-state", "started"));
        attributes.putAll(instance.attributes());
        attributes.forEach(part::publish);
        publishAddresses(
                part,
                "ipv4",
                instance.addresses().stream()
                        .filter(address -> !address.contains(":"))
                        .toList());
        publishAddresses(
                part,
                "ipv6",
                instance.addresses().stream()
                        .filter(address -> address.contains(":"))
                        .toList());
        part.publish(
                "slave-instance-list",
                instance.sharedInstances().stream().map(JsonText::object).collect(Collectors.joining(", ", "[", "]")));
    }

    private static void publishAddresses(Part part, String option, List<String> addresses) {
        List<String> sorted = addresses.stream().sorted().distinct().toList();
        part.publish(option, String.join(" ", sorted));
        if (!sorted.isEmpty()) {
            part.publish(option + "-random", sorted.get(0));
        }
    }

    @Override
    public void install(Installation installation) {
        // What is published is all there is.
    }
}
