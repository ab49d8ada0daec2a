package io.buildout4j.recipes.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    @Test
    void aMachineKnowsAfterARestartWhatWasWantedOfIt() throws Exception {
        machine.deploy("site", site("request"), named("a"));

        LocalMachine again =
                new LocalMachine(directory.resolve("partitions"), release.releases()::install, Node.builder());
        assertThat(again.bang("site-my_database").succeeded()).isTrue();
        assertThat(directory.resolve("partitions/site-my_database/runs")).hasContent("run\nrun");
        // Who asked is told what was published before the restart, and so is never without it.
        Deployed deployed = again.deploy("site", site("request"), named("a"));
        assertThat(deployed.failure()).isEmpty();
        assertThat(deployed.published()).isEqualTo(Map.of("", Map.of("database", "<db://site-my_database/a>")));
        assertThat(again.process()).containsOnlyKeys("site", "site-my_database");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("partitions/.requests.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aSharedInstanceIsServedByAnInstanceOfItsRelease() throws Exception {
        String server = release.software("server", """
                [buildout]
                parts = publish publish-one
                [slap]
                recipe = slapos.cookbook:slapconfiguration
                [publish]
                recipe = slapos.cookbook:publish
                served = $${slap:slave-instance-list}
                [publish-one]
                recipe = slapos.cookbook:publish
                -slave-reference = client-account
                url = served/$${slap-connection:partition-id}
                """);
        String client = release.software("client", """
                [buildout]
                parts = publish
                [slap]
                recipe = slapos.cookbook:slapconfiguration
                [account]
                recipe = slapos.cookbook:requestoptional
                software-url = %s
                name = account
                shared = true
                config-color = $${slap:configuration.name}
                return = url
                [publish]
                recipe = slapos.cookbook:publish
                url = <$${account:connection-url}>
                """.formatted(server));

        assertThat(machine.deploy("client", client, named("red")).published())
                .isEqualTo(Map.of("", Map.of("url", "<>")));
        Deployed serving = machine.deploy("server", server, instance -> instance);
        assertThat(serving.failure()).isEmpty();
        assertThat(machine.instances().get("client").published())
                .isEqualTo(Map.of("", Map.of("url", "<served/server>")));
        assertThat(machine.instances().get("server").published().get("").get("served"))
                .contains("client-account", "red");

        machine.deploy("client", client, named("blue"));
        assertThat(machine.instances().get("server").published().get("").get("served"))
                .contains("blue")
                .doesNotContain("red");
    }
}
