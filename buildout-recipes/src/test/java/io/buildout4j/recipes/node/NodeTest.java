package io.buildout4j.recipes.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.node.supervise.Backoff;
import io.buildout4j.recipes.node.supervise.EmbeddedSupervisor;
import io.buildout4j.recipes.node.supervise.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {

    /** Writes what it was told, and publishes some of it. */
    private static final String SITE = """
            [buildout]
            parts = directory page publish
            [slap-configuration]
            recipe = slapos.cookbook:slapconfiguration
            computer = $${slap-connection:computer-id}
            partition = $${slap-connection:partition-id}
            url = $${slap-connection:server-url}
            configuration.name = nobody
            [directory]
            recipe = slapos.cookbook:mkdirectory
            etc = $${buildout:directory}/etc
            [page]
            recipe = slapos.recipe.template:jinja2
            inline = {{ name }} in {{ partition }}, {{ state }}
            output = $${directory:etc}/page
            context =
              key name slap-configuration:configuration.name
              key partition slap-connection:partition-id
              key state slap-connection:requested-state
            [publish]
            recipe = slapos.cookbook:publish
            greeting = Hello $${slap-configuration:configuration.name}
            """;

    /** A service that must be seen, and a promise that sees it. */
    private static final String SERVICE = """
            [buildout]
            parts = directory service promise
            [directory]
            recipe = slapos.cookbook:mkdirectory
            service = $${buildout:directory}/etc/service
            promise = $${buildout:directory}/etc/promise
            [service]
            recipe = slapos.cookbook:wrapper
            command-line = sh -c "touch here; sleep 1000"
            wrapper-path = $${directory:service}/sleeper
            [promise]
            recipe = slapos.cookbook:wrapper
            command-line = test -e $${buildout:directory}/here
            wrapper-path = $${directory:promise}/is-here
            """;

    private static final String BROKEN = """
            [buildout]
            parts = broken
            [broken]
            recipe = plone.recipe.command
            command = echo on the way; exit 3
            stop-on-error = true
            """;

    @TempDir
    private Path directory;

    private Release release;

    @BeforeEach
    void open() {
        release = new Release(directory);
    }

    private static Supervisor supervisor() {
        return new EmbeddedSupervisor(EmbeddedSupervisor.Settings.standard()
                .withGrace(Duration.ofSeconds(2))
                .withBackoff(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(5))));
    }

    private Deployed deployed(Instance instance) {
        return Node.builder().build().deploy(instance);
    }

    @Test
    void anInstanceGetsItsParametersAndPublishes() throws IOException {
        Instance instance = release.instance("site", SITE).withParameters(Map.of("name", "Ada"));

        Deployed deployed = deployed(instance);

        assertThat(deployed.failure()).isEmpty();
        assertThat(deployed.exitStatus()).isZero();
        assertThat(instance.partition().resolve("etc/page")).hasContent("Ada in site, started");
        assertThat(deployed.published()).isEqualTo(Map.of("", Map.of("greeting", "Hello Ada")));
        assertThat(instance.partition().resolve("software_release").toRealPath())
                .isEqualTo(instance.software().directory().toRealPath());
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(instance.partition().resolve("buildout.cfg"))))
                .isEqualTo("rw-r-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(instance.partition())))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void whatTheMachineKnowsStandsBelowTheProfile() throws IOException {
        Instance instance = release.instance("site", SITE);

        deployed(instance);

        assertThat(instance.partition().resolve("buildout.cfg"))
                .content()
                .contains("[slap-connection]\ncomputer-id = local\npartition-id = site\n")
                .contains("[slap_connection]\ncomputer_id = local\n")
                .contains("software-release-url = " + instance.software().url())
                .contains("bin-directory = ${buildout:directory}/sbin\noffline = true")
                .contains("[storage-configuration]", "[network-information]");
    }

    @Test
    void aFailureIsToldInThePartition() throws IOException {
        Instance instance = release.instance("broken", BROKEN);

        Deployed deployed = deployed(instance);

        assertThat(deployed.exitStatus()).isEqualTo(1);
        assertThat(deployed.failure().orElseThrow())
                .hasMessageContaining("while deploying instance " + instance.partition());
        assertThat(instance.partition().resolve(".slapgrid-broken-error.log"))
                .content()
                .contains("on the way")
                .contains("exit status 3");
    }

    @Test
    void aSuccessClearsTheErrorLog() throws IOException {
        Instance broken = release.instance("broken", BROKEN);
        deployed(broken);
        Instance mended = release.instance("mended", SITE);

        deployed(Instance.of(mended.software(), broken.partition()));

        assertThat(broken.partition().resolve(".slapgrid-broken-error.log")).doesNotExist();
    }

    @Test
    void aReleaseThatWasRemovedUnderAnInstanceIsNamed() throws IOException {
        Instance instance = release.instance("site", SITE);
        deployed(instance);
        Trees.delete(instance.software().directory());

        Deployed deployed = deployed(instance);

        assertThat(deployed.exitStatus()).isEqualTo(1);
        assertThat(deployed.failure().orElseThrow())
                .hasMessageContaining("software release " + instance.software().url() + " is not on this machine")
                .hasMessageContaining("install the software release first");
        assertThat(instance.partition().resolve("etc/page")).exists();
    }

    @Test
    void aReleaseThatIsNotCompleteIsRefused() throws IOException {
        Instance instance = release.instance("site", SITE);
        Files.delete(instance.software().directory().resolve(".completed"));

        assertThat(deployed(instance).failure().orElseThrow()).hasMessageContaining("is not complete");
    }

    @Test
    void aReleaseWithoutAnInstanceProfileIsRefused() throws IOException {
        Path bare = Files.createDirectories(directory.resolve("bare"));

        assertThat(deployed(Instance.of(SoftwareRelease.at(bare), release.partition("bare")))
                        .failure()
                        .orElseThrow())
                .hasMessageContaining("has no profile for instances");
    }

    @Test
    void aPartitionOfSomebodyElseIsRefused() throws IOException {
        assumeThat(System.getProperty("user.name"))
                .as("who may give a directory away")
                .isEqualTo("root");
        Instance instance = release.instance("site", SITE);
        Files.createDirectories(instance.partition());
        Files.setOwner(
                instance.partition(),
                directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

        Deployed deployed = deployed(instance);

        assertThat(deployed.failure().orElseThrow())
                .hasMessageContaining("belongs to nobody, and this program runs as root");
        assertThat(instance.partition()).isEmptyDirectory();
    }

    @Test
    void servicesRunWhenAnInstanceIsStartedAndEndWhenItIsStopped() throws IOException {
        Instance instance = release.instance("service", SERVICE);
        try (Supervisor supervisor = supervisor()) {
            Node node = Node.builder().supervisor(supervisor).build();

            Deployed started = node.deploy(instance);
            assertThat(started.failure()).isEmpty();
            assertThat(started.promises().orElseThrow().kept()).isTrue();
            long pid = supervisor.states(instance.partition()).get(0).pid().orElseThrow();
            node.deploy(instance.withState(Instance.State.STOPPED));

            assertThat(supervisor.states(instance.partition())).isEmpty();
            assertThat(ProcessHandle.of(pid).filter(io.buildout4j.process.ProcessTree::runs))
                    .isEmpty();
        }
    }

    @Test
    void anInstanceThatIsToStopStopsEvenIfItCannotBeInstalled() throws IOException {
        Instance instance = release.instance("service", SERVICE);
        try (Supervisor supervisor = supervisor()) {
            Node node = Node.builder().supervisor(supervisor).build();
            assertThat(node.deploy(instance).failure()).isEmpty();
            Files.writeString(instance.software().directory().resolve("instance.cfg"), "[buildout]\nparts = nothing\n");

            Deployed stopped = node.deploy(instance.withState(Instance.State.STOPPED));

            assertThat(stopped.status()).isEqualTo(Deployed.Status.FAILED);
            assertThat(supervisor.states(instance.partition())).isEmpty();
        }
    }

    @Test
    void aBrokenPromiseIsTheOnlyThingThatIsWrong() throws IOException {
        Instance instance = release.instance("service", SERVICE);

        Deployed deployed = deployed(instance.withTimestamp("1"));

        assertThat(deployed.status()).isEqualTo(Deployed.Status.PROMISE_FAILED);
        assertThat(deployed.exitStatus()).isEqualTo(2);
        assertThat(instance.partition().resolve(".timestamp")).doesNotExist();
    }

    @Test
    void theSameRequestIsNotDeployedAgainUntilThePeriodIsOver() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        Node node = Node.builder().clock(now::get).build();
        Instance instance = release.instance("site", SITE).withTimestamp("1");
        Files.writeString(instance.software().directory().resolve("periodicity"), "60\n");

        assertThat(node.process(instance).status()).isEqualTo(Deployed.Status.DEPLOYED);
        assertThat(instance.partition().resolve(".timestamp")).hasContent("1");
        assertThat(node.process(instance).status()).isEqualTo(Deployed.Status.UNCHANGED);
        assertThat(node.process(instance.withTimestamp("2")).status()).isEqualTo(Deployed.Status.DEPLOYED);
        now.set(Instant.now().plusSeconds(100));
        assertThat(node.process(instance.withTimestamp("2")).status()).isEqualTo(Deployed.Status.DEPLOYED);
    }

    @Test
    void anInstanceWhosePeriodIsZeroIsAlwaysDeployedAndANegativeOneNever() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now().plusSeconds(1));
        Node node = Node.builder().clock(now::get).build();
        Instance instance = release.instance("site", SITE).withTimestamp("1");
        Path period = instance.software().directory().resolve("periodicity");
        node.process(instance);

        Files.writeString(period, "0");
        assertThat(node.process(instance).status()).isEqualTo(Deployed.Status.DEPLOYED);
        Files.writeString(period, "-1");
        now.set(Instant.now().plus(Duration.ofDays(1000)));
        assertThat(node.process(instance).status()).isEqualTo(Deployed.Status.UNCHANGED);
    }

    @Test
    void aBangDeploysAgain() throws IOException {
        Node node = Node.builder().build();
        Instance instance = release.instance("site", SITE).withTimestamp("1");
        node.process(instance);

        node.bang(instance);

        assertThat(node.process(instance).status()).isEqualTo(Deployed.Status.DEPLOYED);
    }

    @Test
    void manyAreDeployedAtOnceAndOneThatFailsHarmsNoOther() throws Exception {
        List<Instance> instances = new ArrayList<>();
        Instance good = release.instance("site", SITE);
        Instance bad = release.instance("broken", BROKEN);
        for (int i = 0; i < 12; i++) {
            Instance kind = i % 3 == 0 ? bad : good;
            instances.add(
                    Instance.of(kind.software(), release.partition("p" + i)).withParameters(Map.of("name", "n" + i)));
        }

        List<Deployed> all = Node.builder().parallelism(4).build().processAll(instances);

        for (int i = 0; i < 12; i++) {
            assertThat(all.get(i).exitStatus()).isEqualTo(i % 3 == 0 ? 1 : 0);
            if (i % 3 != 0) {
                assertThat(release.partition("p" + i).resolve("etc/page"))
                        .hasContent("n" + i + " in p" + i + ", started");
            }
        }
    }

    @Test
    void aSoftwareTypeChoosesTheProfile() throws IOException {
        Path other = Files.writeString(directory.resolve("other.cfg"), """
                [buildout]
                parts = publish
                [publish]
                recipe = slapos.cookbook:publish
                kind = ${slap-configuration:configuration.kind}
                """);
        Instance instance = release.instance("types", """
                [buildout]
                parts = switch
                [switch]
                recipe = slapos.cookbook:switch-softwaretype
                default = other:path
                [other]
                path = %s
                [slap-configuration]
                recipe = slapos.cookbook:slapconfiguration
                """.formatted(other)).withParameters(Map.of("kind", "small"));

        assertThat(deployed(instance).published()).isEqualTo(Map.of("", Map.of("kind", "small")));
        assertThat(deployed(instance).failure()).isEmpty();
        assertThat(deployed(instance.withSoftwareType("none")).failure().map(Throwable::getMessage))
                .hasValueSatisfying(text -> assertThat(text).contains("isn't mapped"));
    }

    @Test
    void aProfileBesideThatOfTheSoftwareWillDo() throws IOException {
        Path home = Files.createDirectories(directory.resolve("plain"));
        Files.writeString(home.resolve("software.cfg"), "[buildout]\nparts =\n");
        Files.writeString(home.resolve("instance.cfg.in"), """
                [buildout]
                parts =
                [instance-parameter]
                configuration.port = 80
                [publish-connection-parameter]
                url = http://localhost:${instance-parameter:configuration.port}${buildout:parts-directory}
                """);
        SoftwareRelease plain =
                release.releases().install(home.resolve("software.cfg").toString());

        Deployed deployed =
                deployed(Instance.of(plain, release.partition("plain")).withParameters(Map.of("port", "81")));

        assertThat(deployed.failure()).isEmpty();
        assertThat(deployed.published().get(""))
                .isEqualTo(
                        Map.of("url", "http://localhost:81" + plain.directory().resolve("parts")));
    }

    @Test
    void theFarewellOfADestroyedInstanceIsHeard() throws IOException {
        Instance instance = release.instance("site", SITE);
        deployed(instance);
        Path farewell =
                Files.createDirectories(instance.partition().resolve("sbin")).resolve("destroy");
        Files.writeString(farewell, "#!/bin/sh\necho not yet; exit 1\n");
        Files.setPosixFilePermissions(farewell, PosixFilePermissions.fromString("rwx------"));

        Deployed refused = deployed(instance.withState(Instance.State.DESTROYED));
        assertThat(refused.failure().map(Throwable::getMessage).orElse("")).contains("exit status 1: not yet");
        assertThat(instance.partition().resolve("etc/page")).exists();

        Files.writeString(farewell, "#!/bin/sh\ntouch " + directory.resolve("bye") + "\n");
        assertThat(deployed(instance.withState(Instance.State.DESTROYED)).succeeded())
                .isTrue();
        assertThat(directory.resolve("bye")).exists();
        assertThat(instance.partition().resolve("etc")).doesNotExist();
        assertThat(Optional.of(instance.partition()))
                .hasValueSatisfying(path -> assertThat(path).isDirectory());
    }
}
