package io.buildout4j.recipes.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMachineTest {

    @TempDir
    private Path directory;

    private Release release;
    private LocalMachine machine;
    private String database;

    @BeforeEach
    void open() throws IOException {
        release = new Release(directory);
        SoftwareReleases releases = release.releases();
        machine = new LocalMachine(directory.resolve("partitions"), releases::install, Node.builder());
        database = release.software("database", """
                [buildout]
                parts = data publish
                [slap]
                recipe = slapos.cookbook:slapconfiguration
                [data]
                recipe = plone.recipe.command
                command = echo run >> $${buildout:directory}/runs; test $${slap:configuration.name} != bad
                update-command = $${:command}
                stop-on-error = true
                [publish]
                recipe = slapos.cookbook:publish
                url = db://$${slap-connection:partition-id}/$${slap:configuration.name}
                """);
    }

    private String site(String kind) throws IOException {
        return release.software("site-" + kind, """
                [buildout]
                parts = publish
                [slap]
                recipe = slapos.cookbook:slapconfiguration
                [database]
                recipe = slapos.cookbook:%s
                software-url = %s
                name = my database
                config-name = $${slap:configuration.name}
                return = url
                [publish]
                recipe = slapos.cookbook:publish
                database = <$${database:connection-url}>
                """.formatted(kind, database));
    }

    private static UnaryOperator<Instance> named(String name) {
        return instance -> instance.withParameters(Map.of("name", name));
    }

    @Test
    void aProfileThatRequestsADatabaseGetsOneBesideIt() throws Exception {
        Deployed deployed = machine.deploy("site", site("requestoptional"), named("a"));

        assertThat(deployed.failure()).isEmpty();
        assertThat(deployed.published()).isEqualTo(Map.of("", Map.of("database", "<db://site-my_database/a>")));
        assertThat(machine.instances()).containsOnlyKeys("site", "site-my_database");
    }

    @Test
    void whoNeedsTheAnswerIsDeployedAgainWhenItIsThere() throws Exception {
        Deployed deployed = machine.deploy("site", site("request"), named("a"));

        assertThat(deployed.failure()).isEmpty();
        assertThat(deployed.published()).isEqualTo(Map.of("", Map.of("database", "<db://site-my_database/a>")));
        assertThat(directory.resolve("partitions/site/.slapgrid-site-error.log"))
                .doesNotExist();
    }

    @Test
    void aChangedRequestChangesWhatWasRequested() throws Exception {
        machine.deploy("site", site("requestoptional"), named("a"));

        Deployed deployed = machine.deploy("site", site("requestoptional"), named("b"));

        assertThat(deployed.published().get("")).containsEntry("database", "<db://site-my_database/b>");
    }

    @Test
    void aRequestedInstanceThatFailsIsToldToWhoAsked() throws Exception {
        Deployed deployed = machine.deploy("site", site("request"), named("bad"));

        assertThat(deployed.failure().map(Throwable::getMessage).orElse(""))
                .contains("connection parameter url not found");
        assertThat(machine.instances().get("site-my_database").exitStatus()).isEqualTo(1);
    }

    @Test
    void aBangDeploysTheInstanceAgain() throws Exception {
        machine.deploy("site", site("requestoptional"), named("a"));
        Path runs = directory.resolve("partitions/site-my_database/runs");
        int before = Files.readAllLines(runs).size();

        machine.bang("site-my_database");

        assertThat(Files.readAllLines(runs)).hasSize(before + 1);
    }
}
