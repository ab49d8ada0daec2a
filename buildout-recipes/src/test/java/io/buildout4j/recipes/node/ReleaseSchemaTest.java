package io.buildout4j.recipes.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseSchemaTest {

    private static final String SITE = "[buildout]\nparts =\n";

    @TempDir
    private Path directory;

    private Release release;

    @BeforeEach
    void open() {
        release = new Release(directory);
    }

    private static Deployed deployed(Instance instance) {
        return Node.builder().build().deploy(instance);
    }

    @Test
    void parametersThatTheSchemaForbidsAreNamedBeforeAnythingIsTouched() throws IOException {
        Instance instance = release.instance("site", SITE);
        Path software = Path.of(instance.software().url());
        Files.writeString(software.resolveSibling("software.cfg.json"), """
                {"name": "Site", "serialisation": "xml",
                 "software-type": {"default": {"request": "schema.json", "index": 0}}}
                """);
        Files.writeString(software.resolveSibling("schema.json"), """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                 "properties": {"port": {"type": "integer", "maximum": 65535}}}
                """);

        Deployed refused = deployed(instance.withParameters(Map.of("port", "70000")));

        assertThat(refused.failure().orElseThrow())
                .hasMessageContaining("the parameters are not what software release " + software + " allows")
                .hasMessageContaining("port")
                .hasMessageContaining("65535")
                .hasMessageContaining("schema.json#/properties/port/maximum");
        assertThat(instance.partition().resolve("buildout.cfg")).doesNotExist();
        assertThat(deployed(instance.withParameters(Map.of("port", "7000"))).failure())
                .isEmpty();
    }

    @Test
    void theSchemaOfAReleaseFromAServerIsAskedForThere() throws IOException {
        Path profiles = Path.of(release.software("site", SITE)).getParent();
        Files.writeString(
                profiles.resolve("software.cfg.json"),
                "{\"serialisation\": \"xml\", \"software-type\": {\"default\": {\"request\": \"schema.json\"}}}");
        Files.writeString(profiles.resolve("schema.json"), "{\"required\": [\"name\"]}");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = Files.readAllBytes(
                    profiles.resolve(exchange.getRequestURI().getPath().substring(1)));
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : bytes.length);
            exchange.getResponseBody().write(head ? new byte[0] : bytes);
            exchange.close();
        });
        server.start();
        try {
            Instance instance = Instance.of(
                    release.releases()
                            .install("http://127.0.0.1:" + server.getAddress().getPort() + "/software.cfg"),
                    release.partition("site"));

            assertThat(deployed(instance).failure().map(Throwable::getMessage).orElse(""))
                    .contains("the parameters: required property 'name' not found", "schema.json#/required");
            assertThat(deployed(instance.withParameters(Map.of("name", "Ada"))).failure())
                    .isEmpty();
        } finally {
            server.stop(0);
        }
    }
}
