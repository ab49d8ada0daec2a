package io.buildout4j.recipes.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.PrefetchReport;
import io.buildout4j.recipes.StandardRecipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads of whole runs: fetched ahead, locked, and as {@code [buildout]} says. */
class PrefetchTest {

    private static final String DOWNLOAD = "recipe = slapos.recipe.build:download\n";

    @TempDir
    private Path directory;

    private FileServer server;
    private final Buildout buildout = Buildout.builder()
            .withoutUserDefaults()
            .recipes(new StandardRecipes())
            .build();

    @BeforeEach
    void start() throws IOException {
        server = new FileServer().with("/a", "first\n").with("/b", "second\n").with("/t.in", "at ${a:location}\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path profile(String options, String... parts) throws IOException {
        StringBuilder text = new StringBuilder("[buildout]\n" + options + "\nparts =");
        for (String part : parts) {
            text.append(' ').append(part.lines().findFirst().orElseThrow().replaceAll("[\\[\\]]", ""));
        }
        text.append('\n').append(String.join("\n", parts)).append('\n');
        return Files.writeString(directory.resolve("buildout.cfg"), text);
    }

    private String part(String name) {
        return "[" + name + "]\n" + DOWNLOAD + "url = " + server.url("/" + name) + "\n";
    }

    private PrefetchReport prefetch() {
        return buildout.prefetch(buildout.load(directory.resolve("buildout.cfg")));
    }

    private void install() {
        buildout.install(buildout.plan(buildout.load(directory.resolve("buildout.cfg"))));
    }

    @Test
    void bringsAllThatIsNeededSoThatTheRunNeedsNoNetwork() throws Exception {
        String template = "[t]\nrecipe = slapos.recipe.template\noutput = t\nurl = " + server.url("/t.in") + "\n";
        String copy = "[copy]\n" + DOWNLOAD + "url = ${a:target}\n";
        Path profile = profile("download-cache = cache", part("a"), part("b"), template, copy);

        PrefetchReport report = prefetch();

        assertThat(report.failures()).isEmpty();
        assertThat(report.lock().entries().keySet())
                .containsExactlyInAnyOrder(server.url("/a"), server.url("/b"), server.url("/t.in"));
        assertThat(directory.resolve("parts")).doesNotExist();
        server.close();
        Files.writeString(profile, Files.readString(profile).replace("[buildout]", "[buildout]\noffline = true"));
        install();
        assertThat(directory.resolve("parts/copy/copy")).hasContent("first\n");
        assertThat(directory.resolve("t")).hasContent("at " + directory.resolve("parts/a"));
    }

    @Test
    void writesALockThatPeopleCanRead() throws Exception {
        profile("", part("b"), part("a"));
        prefetch();
        assertThat(Files.readAllLines(directory.resolve("downloads.lock")))
                .element(0)
                .asString()
                .startsWith("#");
        assertThat(Files.readAllLines(directory.resolve("downloads.lock")).subList(1, 3))
                .containsExactly(
                        "sha256:" + DigestUtils.sha256Hex("first\n") + " 6 " + server.url("/a"),
                        "sha256:" + DigestUtils.sha256Hex("second\n") + " 7 " + server.url("/b"));
    }

    @Test
    void whatIsLockedCannotChange() throws Exception {
        profile("", part("a"));
        prefetch();
        server.with("/a", "forged\n");
        assertThatThrownBy(this::install).isInstanceOfSatisfying(BuildoutException.class, e -> {
            assertThat(e.diagnostic().kind()).isEqualTo(Diagnostic.Kind.CHECKSUM_MISMATCH);
            assertThat(e.diagnostic().line())
                    .contains(DigestUtils.sha256Hex("first\n"), DigestUtils.sha256Hex("forged\n"))
                    .contains("downloads.lock has a sum for it");
        });
        assertThat(directory.resolve("parts/a")).doesNotExist();
        assertThat(prefetch().failures())
                .singleElement()
                .satisfies(d -> assertThat(d.kind()).isEqualTo(Diagnostic.Kind.CHECKSUM_MISMATCH));
        assertThat(Files.readString(directory.resolve("downloads.lock"))).contains(DigestUtils.sha256Hex("first\n"));
    }

    @Test
    void requireHashesInsistsOnASumFromTheProfileOrTheLock() throws Exception {
        String summed = part("b") + "md5sum = " + DigestUtils.md5Hex("second\n") + "\n";
        profile("require-hashes = true\ndownload-cache = cache", part("a"), summed);
        assertThatThrownBy(this::install)
                .hasMessageContaining("it has no checksum, and checksums are required")
                .hasMessageContaining("let prefetch write one");
        assertThat(server.requests()).doesNotContain("127.0.0.1/a");

        assertThat(prefetch().failures()).isEmpty();
        install();
        assertThat(directory.resolve("parts/a/a")).hasContent("first\n");
    }

    @Test
    void requireHashesDoesNotTrustTheCacheEither() throws Exception {
        Path profile = profile("download-cache = cache", part("a"));
        install();
        Files.writeString(
                profile, Files.readString(profile).replace("parts =", "require-hashes = true\nparts =") + "x = y\n");
        assertThatThrownBy(this::install).hasMessageContaining("checksums are required");
    }

    @Test
    void tellsAllThatCannotBeHad() throws Exception {
        profile("", part("a"), part("missing"), part("gone"));
        PrefetchReport report = prefetch();
        assertThat(report.failures()).hasSize(2);
        assertThat(report.failures().get(0).text()).contains("404", "while prefetching for part missing");
        assertThat(report.lock().entries()).containsOnlyKeys(server.url("/a"));
    }

    @Test
    void passwordsStayOutOfTheLock() throws Exception {
        profile("", "[a]\n" + DOWNLOAD + "url = " + server.url("/a").replace("//", "//me:secret@") + "\n");
        prefetch();
        assertThat(Files.readString(directory.resolve("downloads.lock")))
                .contains(server.url("/a"))
                .doesNotContain("secret");
        server.with("/a", "forged\n");
        assertThatThrownBy(this::install).hasMessageContaining("wrong checksum");
    }

    @Test
    void aLockThatIsNoneIsRefusedWithItsLine() throws Exception {
        profile("", part("a"));
        Files.writeString(directory.resolve("downloads.lock"), "# text\nsha256:12 x\n");
        assertThatThrownBy(this::install).hasMessageContaining("downloads.lock:2: 'sha256:12 x' is no locked download");
    }

    @Test
    void theProfileNamesCredentialsMirrorsAndTheLargestFile() throws Exception {
        Files.writeString(directory.resolve("netrc"), "machine 127.0.0.1 login me password secret\n");
        profile(
                "netrc = netrc\ndownload-mirrors = http://127.0.0.1:1/gone " + server.url("") + "\nsocket-timeout = 2",
                "[a]\n" + DOWNLOAD + "url = http://127.0.0.1:1/gone/a\n");
        install();
        String login = Base64.getEncoder().encodeToString("me:secret".getBytes());
        assertThat(server.requests()).containsExactly("127.0.0.1/a Basic " + login);

        profile("download-size-limit = 6", part("a"), part("b"));
        assertThatThrownBy(this::install).hasMessageContaining("it is 7 bytes large, more than the 6 allowed");
    }

    @Test
    void theProfileNamesAProxy() throws Exception {
        profile(
                "http-proxy = 127.0.0.1:" + server.port() + "\nno-proxy = other",
                "[a]\n" + DOWNLOAD + "url = http://example.invalid/a\n");
        install();
        assertThat(server.requests()).containsExactly("example.invalid/a");
    }

    @Test
    void aPartMayLeaveTheOfflineModeOfItsRun() throws Exception {
        profile("offline = true", part("a") + "offline = false\n", part("b"));
        assertThatThrownBy(this::install).hasMessageContaining("this run is offline");
        assertThat(directory.resolve("parts/a/a")).hasContent("first\n");
        profile("offline = false", part("a"), part("b") + "offline = true\n");
        assertThatThrownBy(this::install).hasMessageContaining("this run is offline");
    }

    @Test
    void whatAKilledProcessLeftInTheCacheIsSwept() throws Exception {
        Path cache = Files.createDirectory(directory.resolve("cache"));
        Path dead = Files.writeString(cache.resolve(".buildout-1.part"), "x");
        Path alive = Files.writeString(cache.resolve(".buildout-2.part"), "x");
        Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minusSeconds(100_000)));
        profile("download-cache = cache", part("a"));
        install();
        assertThat(List.of(dead, alive)).filteredOn(Files::exists).containsExactly(alive);
    }
}
