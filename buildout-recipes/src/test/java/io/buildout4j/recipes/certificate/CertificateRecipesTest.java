package io.buildout4j.recipes.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.shell.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateRecipesTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    private void authority(String... more) {
        harness.part(
                "authority",
                "recipe = slapos.cookbook:certificate_authority",
                "openssl-binary = openssl",
                "ca-dir = ${buildout:directory}/ca",
                "ca-private = ${:ca-dir}/private",
                "ca-certs = ${:ca-dir}/certs",
                "ca-newcerts = ${:ca-dir}/newcerts",
                "ca-crl = ${:ca-dir}/crl",
                "requests-directory = ${:ca-dir}/requests",
                "wrapper = ${buildout:directory}/authority",
                String.join("\n", more));
    }

    private void request(String... more) {
        harness.part(
                "site",
                "<= authority",
                "recipe = slapos.cookbook:certificate_authority.request",
                "key-file = ${buildout:directory}/site.key",
                "cert-file = ${buildout:directory}/site.crt",
                "executable = ${buildout:directory}/run",
                "wrapper = ${buildout:directory}/site",
                String.join("\n", more));
    }

    private static void requireOpenssl() {
        Assumptions.assumeTrue(new Surroundings(System.getenv()).find("openssl").isPresent(), "there is no openssl");
    }

    private String openssl(String... words) throws Exception {
        Outcome outcome = Command.in(directory, List.of(words))
                .withTimeLimit(Duration.ofMinutes(2))
                .run();
        assertThat(outcome.succeeded()).as(outcome.errors().trimmed()).isTrue();
        return outcome.output().trimmed();
    }

    @Test
    void theAuthoritySignsWhatIsRequestedAndTheProgramStartsThen() throws Exception {
        requireOpenssl();
        authority("company = Smith's #1 \"$ales\"");
        request("name = example.org");
        harness.install();
        String digest = DigestUtils.sha512Hex("example.org");
        assertThat(directory.resolve("ca/requests/" + digest)).content().isEqualTo("""
                [certificate]
                name = example.org
                key_file = %1$s/ca/private/%2$s.key
                certificate_file = %1$s/ca/certs/%2$s.crt
                """.formatted(directory, digest));
        Path run = Files.writeString(directory.resolve("run"), "#!/bin/sh\ncat site.crt\n");
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx------"));

        Process service = new ProcessBuilder(directory.resolve("authority").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            Process site = new ProcessBuilder(directory.resolve("site").toString())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("site.log").toFile())
                    .start();
            boolean ended = site.waitFor(2, TimeUnit.MINUTES);
            site.destroyForcibly();
            assertThat(ended).as(() -> service.info() + ": " + said("log")).isTrue();
        } finally {
            service.descendants().forEach(ProcessHandle::destroyForcibly);
            service.destroyForcibly().waitFor();
        }
        assertThat(said("site.log")).contains("BEGIN CERTIFICATE");
        assertThat(openssl("openssl", "verify", "-CAfile", "ca/cacert.pem", "site.crt"))
                .isEqualTo("site.crt: OK");
        assertThat(openssl("openssl", "x509", "-noout", "-subject", "-nameopt", "sep_multiline", "-in", "site.crt"))
                .contains("CN=example.org", "O=Smith's #1 \"$ales\"");
        assertThat(Files.getPosixFilePermissions(directory.resolve("ca/private/cakey.pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));

        harness.uninstall();
        assertThat(directory.resolve("site.key")).doesNotExist();
        assertThat(directory.resolve("authority")).doesNotExist();
        assertThat(directory.resolve("ca/private/" + digest + ".key")).exists();
        assertThat(directory.resolve("ca/private/cakey.pem")).exists();
    }

    private String said(String log) {
        try {
            return Files.readString(directory.resolve(log));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    @Test
    void aKeyAndACertificateThatTheProfileGivesArePutInPlace() throws Exception {
        requireOpenssl();
        openssl(
                "openssl",
                "req",
                "-x509",
                "-nodes",
                "-newkey",
                "rsa:2048",
                "-keyout",
                "k",
                "-out",
                "c",
                "-subj",
                "/CN=x");
        authority();
        request("key-content =\n  " + indented("k"), "cert-content =\n  " + indented("c"));
        harness.install();
        assertThat(directory.resolve("site.key")).hasSameTextualContentAs(directory.resolve("k"));
        assertThat(directory.resolve("site.crt")).hasSameTextualContentAs(directory.resolve("c"));
        assertThat(directory.resolve("site")).doesNotExist();
        assertThat(directory.resolve("ca/requests")).isEmptyDirectory();
        assertThat(directory.resolve(".installed.cfg")).content().doesNotContain("PRIVATE KEY");
    }

    @Test
    void aCertificateOfAnotherKeyIsRefused() throws Exception {
        requireOpenssl();
        openssl(
                "openssl",
                "req",
                "-x509",
                "-nodes",
                "-newkey",
                "rsa:2048",
                "-keyout",
                "k",
                "-out",
                "c",
                "-subj",
                "/CN=x");
        openssl("openssl", "genrsa", "-out", "k", "2048");
        authority();
        request("key-content =\n  " + indented("k"), "cert-content =\n  " + indented("c"));
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'cert-content' of part site is not the certificate of key-content:"
                        + " their public keys differ");
        assertThat(directory.resolve("site.key")).doesNotExist();
    }

    private String indented(String file) throws Exception {
        return Files.readString(directory.resolve(file)).strip().replace("\n", "\n  ");
    }

    @Test
    void whatAnAuthorityHasIsLeftAloneAndAFileInTheWayOfALinkRefused() throws Exception {
        Files.createDirectories(directory.resolve("ca"));
        Files.writeString(directory.resolve("ca/serial"), "07");
        authority();
        request();
        harness.install();
        assertThat(directory.resolve("ca/serial")).hasContent("07");
        assertThat(harness.value("site", "name").text()).isEqualTo("site");
        harness.uninstall();
        Files.writeString(directory.resolve("site.key"), "mine");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'key-file' of part site names " + directory.resolve("site.key")
                        + ", which is there and is no symbolic link");
        assertThat(directory.resolve("site.key")).hasContent("mine");
    }
}
