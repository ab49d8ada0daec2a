package io.buildout4j.recipes.slap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedConfigurationTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;
    private Path software;

    @BeforeEach
    void schemas() throws IOException {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
        software = Files.createDirectory(directory.resolve("software"));
        Files.writeString(software.resolve("software.cfg.json"), """
                {"name": "s", "serialisation": "json-in-xml", "software-type": {
                  "default": {"request": "main.json", "response": "r.json"},
                  "old": {"request": "main.json", "serialisation": "xml"},
                  "frontend": {"request": "shared.json", "software-type": "default", "shared": true}}}
                """);
        Files.writeString(software.resolve("main.json"), """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                 "properties": {
                   "port": {"$ref": "common.json#/$defs/port"},
                   "debug": {"type": "boolean"},
                   "limits": {"type": "object", "default": {}, "properties": {"cpu": {"type": "integer", "default": 2}}},
                   "kind": {"enum": ["a", "b"]}},
                 "oneOf": [
                   {"properties": {"kind": {"const": "a"}, "a-size": {"type": "integer", "default": 1}}, "required": ["kind"]},
                   {"properties": {"kind": {"const": "b"}, "b-size": {"default": 5}}}]}
                """);
        Files.writeString(
                software.resolve("common.json"),
                "{\"$defs\": {\"port\": {\"type\": \"integer\", \"maximum\": 65535, \"default\": 8080}}}");
        Files.writeString(software.resolve("shared.json"), """
                {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
                 "properties": {"url": {"type": "string"}, "ttl": {"type": "integer", "default": 60}}, "required": ["url"]}
                """);
    }

    private void parameters(Map<String, String> parameters, String type, List<Map<String, String>> shared) {
        harness.service(InstanceParameters.class, new InstanceParameters() {
            @Override
            public Map<String, String> parameters() {
                return parameters;
            }

            @Override
            public Map<String, String> attributes() {
                return Map.of("slap-software-type", type);
            }

            @Override
            public List<Map<String, String>> sharedInstances() {
                return shared;
            }
        });
    }

    /** The files of the software as a server has them. */
    private HttpServer served(List<String> asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring(1);
            asked.add(name);
            if (Files.exists(software.resolve(name))) {
                byte[] bytes = Files.readAllBytes(software.resolve(name));
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void schemasMayStandOnAServerThoughTheInstanceIsOffline() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = served(asked);
        try {
            parameters(Map.of("_", "{\"port\": 70000, \"kind\": \"a\"}"), "default", List.of());
            harness.section("buildout", "offline = true")
                    .part(
                            "conf",
                            "recipe = slapos.cookbook:slapconfiguration.jsonschema",
                            "jsonschema = http://127.0.0.1:"
                                    + server.getAddress().getPort() + "/software.cfg.json");

            assertThat(harness.failure().diagnostic().problem())
                    .contains("Invalid parameters:", "/port: ", "65535")
                    .contains("common.json#/$defs/port/maximum");
            assertThat(asked).containsExactlyInAnyOrder("software.cfg.json", "main.json", "common.json");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aSchemaThatAServerHasNotIsNamed() throws IOException {
        HttpServer server = served(new CopyOnWriteArrayList<>());
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/none.json";
        try {
            parameters(Map.of(), "default", List.of());
            harness.part("conf", "recipe = slapos.cookbook:slapconfiguration.jsonschema", "jsonschema = " + url);

            assertThat(harness.failure().diagnostic().problem())
                    .contains("names " + url + ", which cannot be read", "404");
        } finally {
            server.stop(0);
        }
    }

    private void part(String... lines) {
        String[] all = new String[lines.length + 2];
        all[0] = "recipe = slapos.cookbook:slapconfiguration.jsonschema";
        all[1] = "jsonschema = " + software.resolve("software.cfg.json");
        System.arraycopy(lines, 0, all, 2, lines.length);
        harness.part("conf", all);
    }

    private String value(String option) {
        return harness.value("conf", option).text();
    }

    @Test
    void parametersThatFitArePublished() {
        parameters(Map.of("_", "{\"port\": 80, \"kind\": \"a\"}"), "default", List.of());
        part();
        assertThat(value("configuration.port")).isEqualTo("80");
        assertThat(value("configuration")).isEqualTo("{\"port\":80,\"kind\":\"a\"}");
    }

    @Test
    void anErrorNamesParameterReasonAndPlaceInTheSchema() {
        parameters(
                Map.of("_", "{\"port\": 70000, \"debug\": \"yes\", \"kind\": \"a\"}"),
                "RootSoftwareInstance",
                List.of());
        part("unstringify = main");
        assertThat(harness.failure().diagnostic().problem())
                .contains("Invalid parameters:")
                .contains("/port: must have a maximum value of 65535", "common.json#/$defs/port/maximum")
                .contains("/debug: string found, boolean expected", "main.json#/properties/debug/type");
    }

    @Test
    void defaultsAreFilledInWhereTheSchemaHolds() {
        parameters(Map.of("_", "{\"kind\": \"a\"}"), "default", List.of());
        part("set-default = main");
        assertThat(value("configuration.port")).isEqualTo("8080");
        assertThat(value("configuration.limits")).isEqualTo("{\"cpu\":2}");
        assertThat(value("configuration.a-size")).isEqualTo("1");
        assertThat(value("configuration")).doesNotContain("b-size");
    }

    @Test
    void textsBecomeWhatTheSchemaWants() {
        parameters(Map.of("port", "80", "debug", "True", "kind", "a", "a-size", "7"), "old", List.of());
        part("unstringify = main");
        assertThat(value("configuration")).contains("\"port\":80", "\"debug\":true", "\"a-size\":7");
    }

    @Test
    void sharedInstancesAreSortedByWhetherTheyFit() {
        parameters(
                Map.of("_", "{\"kind\": \"a\"}"),
                "default",
                List.of(
                        Map.of("slave_reference", "S1", "_", "{\"url\": \"x\"}"),
                        Map.of("slave_reference", "S2", "_", "{\"ttl\": 1}")));
        part("set-default = shared");
        assertThat(value("valid-shared-instance-list"))
                .isEqualTo("[{\"reference\":\"S1\",\"parameters\":{\"url\":\"x\",\"ttl\":60}}]");
        assertThat(value("invalid-shared-instance-list"))
                .contains("\"reference\":\"S2\"", "required property 'url' not found");
    }

    @Test
    void sharedInstancesThatAreNotCheckedAreUnpacked() {
        parameters(
                Map.of("_", "{\"kind\": \"a\"}"),
                "default",
                List.of(Map.of("slave_reference", "S1", "_", "{\"url\": \"x\"}")));
        part("validate-parameters = main");
        assertThat(value("slave-instance-list")).isEqualTo("[{\"url\":\"x\",\"slave_reference\":\"S1\"}]");
    }

    @Test
    void whatCannotBeIsRefused() {
        parameters(Map.of(), "unknown", List.of());
        part();
        assertThat(harness.failure().diagnostic().problem()).contains("has no schema for software type unknown");
        harness.clear();
        part("set-default = both");
        assertThat(harness.failure().diagnostic().problem()).contains("is not a valid value");
    }

    @Test
    void sharedInstancesStayPackedWhereTheyAreNotWantedOtherwise() {
        parameters(
                Map.of("_", "{\"kind\": \"a\"}"),
                "default",
                List.of(Map.of("slave_reference", "S1", "_", "{\"url\": \"x\"}")));
        part("validate-parameters = main", "unwrap-shared = false", "report-error = none");
        assertThat(value("slave-instance-list")).contains("\"_\"", "S1").doesNotContain("\"url\":\"x\"");
    }
}
