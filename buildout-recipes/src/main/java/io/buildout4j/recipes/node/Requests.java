package io.buildout4j.recipes.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file in which a {@link LocalMachine} keeps what is wanted of it, so that it outlives its host. For its owner alone, as
 * parameters may be secret.
 */
record Requests(Path file) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    void write(Map<String, Place> places) throws IOException {
        ObjectNode all = MAPPER.createObjectNode();
        places.forEach((name, place) -> write(place, all.putObject(name)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        new OutputFile(file, all.toPrettyString() + "\n", FileMode.PRIVATE).keep();
    }

    private static void write(Place place, ObjectNode node) {
        Instance wanted = place.wanted();
        node.put("software", wanted.software().directory().toString());
        node.put("state", wanted.state().word());
        node.put("type", wanted.softwareType());
        node.put("title", wanted.title());
        write(wanted.parameters(), node.putObject("parameters"));
        ArrayNode shared = node.putArray("shared-instances");
        wanted.sharedInstances().forEach(one -> write(one, shared.addObject()));
        wanted.addresses().forEach(node.putArray("addresses")::add);
        wanted.timestamp().ifPresent(text -> node.put("timestamp", text));
        place.requester().ifPresent(name -> node.put("requester", name));
        ObjectNode served = node.putObject("served");
        place.served().forEach((reference, one) -> {
            ObjectNode entry = served.putObject(reference);
            entry.put("requester", one.requester());
            write(one.parameters(), entry.putObject("parameters"));
        });
    }

    private static void write(Map<String, String> texts, ObjectNode node) {
        texts.forEach(node::put);
    }

    /** What was written; nothing if there is no file. */
    Map<String, Place> read(Path partitions) throws IOException {
        Map<String, Place> places = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return places;
        }
        try {
            for (Map.Entry<String, JsonNode> one :
                    MAPPER.readTree(Files.readAllBytes(file)).properties()) {
                places.put(one.getKey(), place(partitions.resolve(one.getKey()), one.getValue()));
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(file + " is not what was written there: " + e.getMessage(), e);
        }
        return places;
    }

    private static Place place(Path partition, JsonNode node) {
        List<Map<String, String>> shared = new ArrayList<>();
        node.path("shared-instances").forEach(one -> shared.add(texts(one)));
        List<String> addresses = new ArrayList<>();
        node.path("addresses").forEach(address -> addresses.add(address.asText()));
        Instance wanted = Instance.of(
                        SoftwareRelease.at(Path.of(node.path("software").asText())), partition)
                .withState(Instance.State.valueOf(node.path("state").asText().toUpperCase(Locale.ROOT)))
                .withSoftwareType(node.path("type").asText())
                .withTitle(node.path("title").asText())
                .withParameters(texts(node.path("parameters")))
                .withSharedInstances(shared)
                .withAddresses(addresses);
        if (node.has("timestamp")) {
            wanted = wanted.withTimestamp(node.path("timestamp").asText());
        }
        Map<String, Place.Served> served = new LinkedHashMap<>();
        node.path("served")
                .properties()
                .forEach(one -> served.put(
                        one.getKey(),
                        new Place.Served(
                                one.getValue().path("requester").asText(),
                                texts(one.getValue().path("parameters")))));
        return new Place(wanted, node.has("requester") ? node.path("requester").asText() : null, served);
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
        return texts;
    }
}
