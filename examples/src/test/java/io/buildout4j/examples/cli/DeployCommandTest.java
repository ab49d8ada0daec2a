package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployCommandTest {

    @TempDir
    private Path directory;

    private Path profile;
    private Path partition;

    @BeforeEach
    void write() throws IOException {
        profile = Files.writeString(directory.resolve("software.cfg"), """
                [buildout]
                parts = instance
                [instance]
                recipe = slapos.recipe.template
                inline =
                  [buildout]
                  parts = publish
                  [slap]
                  recipe = slapos.cookbook:slapconfiguration
                  configuration.port = 80
                  [publish]
                  recipe = slapos.cookbook:publish
                  url = http://localhost:$${slap:configuration.port}
                output = ${buildout:directory}/instance.cfg
                """);
        partition = directory.resolve("partition");
    }

    private Ran software() {
        return Ran.program(
                "deploy",
                "software",
                profile.toString(),
                "--root",
                directory.resolve("root").toString());
    }

    private Ran instance(String... more) {
        String[] all = new String[6 + more.length];
        String release = software().out().strip();
        System.arraycopy(
                new String[] {"deploy", "instance", "--software", release, "--partition", partition.toString()},
                0,
                all,
                0,
                6);
        System.arraycopy(more, 0, all, 6, more.length);
        return Ran.program(all);
    }

    @Test
    void softwareIsBuiltInItsDirectory() {
        Ran ran = software();

        assertThat(ran.status()).isZero();
        assertThat(Path.of(ran.out().strip(), "instance.cfg")).exists();
        assertThat(Path.of(ran.out().strip(), ".completed")).exists();
    }

    @Test
    void softwareThatCannotBeBuiltIsAFailure() throws IOException {
        Files.writeString(profile, "[buildout]\nparts = nothing\n");

        Ran ran = software();

        assertThat(ran.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("no section [nothing]", "while building software release " + profile);
    }

    private Ran cached(String section) throws IOException {
        Path cfg = Files.writeString(directory.resolve("slapos.cfg"), "[networkcache]\n" + section);
        return Ran.program(
                "deploy",
                "software",
                profile.toString(),
                "--networkcache",
                cfg.toString(),
                "--root",
                directory.resolve("root").toString());
    }

    @Test
    void aNetworkCacheThatIsDownCostsNothingButTime() throws IOException {
        Ran ran = cached("""
                # nobody listens there
                download-binary-cache-url = http://127.0.0.1:1/shacache
                download-binary-dir-url = http://127.0.0.1:1/shadir
                """);

        assertThat(ran.status()).isZero();
        assertThat(Path.of(ran.out().strip(), ".completed")).exists();
    }

    @Test
    void aNetworkCacheWithAKeyThatIsNoneIsMisuse() throws IOException {
        Path key = Files.writeString(directory.resolve("signature.key"), "no key");

        Ran ran = cached("""
                upload-binary-cache-url = http://127.0.0.1:1/shacache
                upload-binary-dir-url = http://127.0.0.1:1/shadir
                signature-private-key-file = %s
                """.formatted(key));

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err()).contains("[networkcache] of", "signature.key holds no unencrypted PKCS 8 key");
    }

    @Test
    void anInstancePrintsWhatItPublishes() {
        Ran ran = instance("--parameter", "port=8080");

        assertThat(ran.err()).doesNotContain("error");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).isEqualTo("url = http://localhost:8080\n");
    }

    @Test
    void parametersComeFromAFileToo() throws IOException {
        Path file = Files.writeString(directory.resolve("parameters.json"), "{\"port\": 8081}");

        Ran ran = instance("--parameters", file.toString(), "--json");

        assertThat(ran.json()).containsEntry("published", Map.of("", Map.of("url", "http://localhost:8081")));
        assertThat(ran.json()).containsEntry("status", "deployed");
    }

    @Test
    void aFailureHasItsStatusAndItsLog() throws IOException {
        Files.writeString(profile, Files.readString(profile).replace("slapos.cookbook:publish", "no.such.recipe"));

        Ran ran = instance();

        assertThat(ran.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(ran.err()).contains("no.such.recipe", "while deploying instance " + partition);
        assertThat(partition.resolve(".slapgrid-partition-error.log")).content().contains("no.such.recipe");
    }

    @Test
    void aBrokenPromiseHasAStatusOfItsOwn() throws IOException {
        instance();
        Path promise = Files.createDirectories(partition.resolve("etc/promise")).resolve("never");
        Files.writeString(promise, "#!/bin/sh\necho not today; exit 1\n");
        assertThat(promise.toFile().setExecutable(true)).isTrue();

        Ran ran = instance();

        assertThat(ran.status()).isEqualTo(ExitStatus.PROMISE_FAILED);
        assertThat(ran.err()).contains("Promise 'never' failed with output: not today");
    }

    @Test
    void aDestroyedInstanceIsGone() {
        instance();

        assertThat(instance("--state", "destroyed").status()).isZero();
        assertThat(partition.resolve("buildout.cfg")).doesNotExist();
    }

    @Test
    void withoutASubjectItIsWrongUsage() {
        Ran ran = Ran.program("deploy");

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err()).contains("deploy what? software or instance");
    }

    @Test
    void servicesAreRunWrittenOrLeftAlone() throws IOException {
        instance();
        Path service = Files.createDirectories(partition.resolve("etc/service")).resolve("web");
        Files.writeString(service, "#!/bin/sh\nexec sleep 1000\n");
        assertThat(service.toFile().setExecutable(true)).isTrue();
        Path units = Files.createDirectories(directory.resolve("units"));

        assertThat(instance("--services", "systemd=" + units).status()).isZero();
        assertThat(units.resolve("partition-web-on-watch.service"))
                .content()
                .contains("ExecStart=\"" + service + "\"", "Restart=always");
        assertThat(instance("--services", "supervisord=" + units).status()).isZero();
        assertThat(units.resolve("partition.conf")).content().contains("command = " + service, "autorestart = true");
        assertThat(instance("--services", "sometimes").status()).isEqualTo(ExitStatus.USAGE);
    }
}
