package io.buildout4j.recipes.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to instances between deployments, and after one that failed. */
class NodeWatchTest {

    private static final String SITE = """
            [buildout]
            parts = here publish
            [slap]
            recipe = slapos.cookbook:slapconfiguration%s
            [here]
            recipe = plone.recipe.command
            command = echo $${slap:configuration.name} >> here; test $${slap:configuration.name} != bad
            update-command = $${:command}
            stop-on-error = true
            [publish]
            recipe = slapos.cookbook:publish
            name = $${slap:configuration.name}
            """;

    private static final Promise IS_HERE = context ->
            Files.exists(context.directory().resolve("here")) ? Finding.ok("here") : Finding.failed("not here");

    @TempDir
    private Path directory;

    private Instant now = Instant.now();
    private Release release;
    private Node node;

    @BeforeEach
    void open() {
        release = new Release(directory);
        node = Node.builder()
                .promises(runner -> runner.promise("is-here", IS_HERE).clock(Clock.fixed(now, ZoneOffset.UTC)))
                .settling(Duration.ZERO)
                .build();
    }

    /** Longer after what was done before than promises wait. */
    private Deployed process(Instance instance) {
        now = now.plusSeconds(600);
        return node.process(instance);
    }

    private Instance instance(String kind, Map<String, String> parameters) throws IOException {
        return release.instance("site", SITE.formatted(kind))
                .withParameters(parameters)
                .withTimestamp("1");
    }

    @Test
    void anAnomalyBangsAndTheInstanceIsDeployedAgain() throws IOException {
        Instance instance = instance("", Map.of("name", "a"));
        assertThat(process(instance).status()).isEqualTo(Deployed.Status.DEPLOYED);
        assertThat(process(instance).status()).isEqualTo(Deployed.Status.UNCHANGED);
        Files.delete(instance.partition().resolve("here"));

        assertThat(process(instance).status()).isEqualTo(Deployed.Status.DEPLOYED);

        assertThat(instance.partition().resolve("here")).hasContent("a");
        assertThat(process(instance).status()).isEqualTo(Deployed.Status.UNCHANGED);
    }

    @Test
    void aFailedDeploymentIsTriedAgainAndTellsHowThePromisesAre() throws IOException {
        Instance instance = instance("", Map.of("name", "a"));
        process(instance);

        Deployed failed = process(instance.withParameters(Map.of("name", "bad")).withTimestamp("2"));

        assertThat(failed.status()).isEqualTo(Deployed.Status.FAILED);
        assertThat(failed.promises().orElseThrow().kept()).isTrue();
        assertThat(instance.partition().resolve(".timestamp")).doesNotExist();
        assertThat(process(instance).status())
                .as("even the request that once succeeded")
                .isEqualTo(Deployed.Status.DEPLOYED);
    }

    @Test
    void serialisedParametersReachTheProfile() throws IOException {
        Instance instance = instance(".serialised", Map.of()).withSerialised("{\"name\": \"Ada\", \"ports\": [1, 2]}");

        assertThat(node.deploy(instance).published()).isEqualTo(Map.of("", Map.of("name", "Ada")));
    }
}
