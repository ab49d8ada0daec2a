package io.buildout4j.recipes.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HexagonitDownloadTest {

    private static final String RECIPE = "recipe = hexagonit.recipe.download";

    @TempDir
    private Path directory;

    private Path buildout;
    private RecipeHarness harness;
    private Path script;
    private Path archive;

    @BeforeEach
    void sources() throws IOException {
        buildout = directory.resolve("buildout");
        harness = RecipeHarness.in(buildout).recipes(new StandardRecipes());
        script = Files.writeString(directory.resolve("app.py"), "print('hello')\n");
        archive = Fixtures.tarGz(
                directory.resolve("app-1.0.tar.gz"), Map.of("app-1.0/bin/app!", "#!/bin/sh\n", "app-1.0/README", "r"));
    }

    private Path part() {
        return buildout.resolve("parts/app");
    }

    @Test
    void unpacksAnArchiveWithItsTopDirectory() throws Exception {
        harness.part("app", RECIPE, "url = " + archive, "md5sum = " + Fixtures.md5(archive))
                .install();
        assertThat(part().resolve("app-1.0/README")).hasContent("r");
        assertThat(part().resolve("app-1.0/bin/app")).isExecutable();
        harness.uninstall();
        assertThat(part()).doesNotExist();
    }

    @Test
    void stripsTheTopDirectoryOnRequest() throws Exception {
        harness.part("app", RECIPE, "url = " + archive, "strip-top-level-dir = true")
                .install();
        assertThat(part().resolve("README")).hasContent("r");
    }

    @Test
    void keepsAFileThatIsNoArchiveUnderItsOwnName() throws Exception {
        harness.part(
                        "app",
                        RECIPE,
                        "url = " + script,
                        "md5sum = " + Fixtures.md5(script).toUpperCase(java.util.Locale.ROOT))
                .install();
        assertThat(part().resolve("app.py")).hasContent("print('hello')\n");
    }

    @Test
    void takesALocationForTheDestination() throws Exception {
        harness.part("app", RECIPE, "url = " + script, "location = ${buildout:parts-directory}/elsewhere")
                .part("user", RECIPE, "url = ${app:location}/app.py", "download-only = true")
                .install();
        assertThat(buildout.resolve("parts/elsewhere/app.py")).exists();
        assertThat(buildout.resolve("parts/user/app.py")).exists();
        assertThat(part()).doesNotExist();
    }

    @Test
    void keepsAnArchiveAsItIsWhenOnlyDownloading() throws Exception {
        harness.part("app", RECIPE, "url = " + archive, "download-only = true", "filename = a.tgz", "mode = 0600")
                .install();
        assertThat(part().resolve("a.tgz")).hasSameBinaryContentAs(archive);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part().resolve("a.tgz"))))
                .isEqualTo("rw-------");
    }

    @Test
    void namesWantedAndFoundAtTheLineOfTheSum() throws Exception {
        BuildoutException e = harness.part(
                        "app", RECIPE, "url = " + script, "md5sum = 00000000000000000000000000000000")
                .failure();
        assertThat(e.diagnostic().line())
                .endsWith("buildout.cfg:7:1: could not download '" + script + "': wrong checksum: wanted md5:"
                        + "0".repeat(32) + ", found md5:" + Fixtures.md5(script)
                        + " (if these are the bytes that are meant, write their sum into the profile)");
        assertThat(e.diagnostic().kind()).isEqualTo(Kind.CHECKSUM_MISMATCH);
        assertThat(part()).doesNotExist();
    }

    @Test
    void refusesASumThatIsNoneBeforeAnyTraffic() throws Exception {
        Files.delete(script);
        BuildoutException e = harness.part("app", RECIPE, "url = " + script, "md5sum = abc123def4567890")
                .failure();
        assertThat(e.diagnostic().problem())
                .isEqualTo(
                        "option 'md5sum' of part app: 'abc123def4567890' is not an MD5 checksum (32 hexadecimal digits)");
        assertThat(e.diagnostic().kind()).isEqualTo(Kind.CHECKSUM_MALFORMED);
    }

    @Test
    void refusesAnArchiveNameOnOtherContent() throws Exception {
        Path fake = Files.writeString(directory.resolve("fake.tar.gz"), "<html>404</html>");
        BuildoutException e = harness.part("app", RECIPE, "url = " + fake).failure();
        assertThat(e.diagnostic().problem()).contains("cannot unpack fake.tar.gz: it is a web page");
        assertThat(part()).doesNotExist();
    }

    @Test
    void ownsOnlyWhatItBroughtToADirectoryThatWasThere() throws Exception {
        Path destination = Files.createDirectories(directory.resolve("shelf"));
        Files.writeString(destination.resolve("mine"), "m");
        harness.part("app", RECIPE, "url = " + archive, "destination = " + destination)
                .install();
        assertThat(destination.resolve("app-1.0/README")).exists();
        harness.uninstall();
        assertThat(destination.resolve("app-1.0")).doesNotExist();
        assertThat(destination.resolve("mine")).hasContent("m");
    }

    @Test
    void refusesToWriteOverWhatWasThereUnlessItIsIgnored() throws Exception {
        Path destination =
                Files.createDirectories(directory.resolve("shelf/app-1.0")).getParent();
        Files.writeString(destination.resolve("app-1.0/README"), "mine");
        harness.part("app", RECIPE, "url = " + archive, "destination = " + destination);
        assertThat(harness.failure().getMessage())
                .contains(destination.resolve("app-1.0") + " is there already and is not this part's");
        harness.clear()
                .part("app", RECIPE, "url = " + archive, "destination = " + destination, "ignore-existing = true")
                .install();
        assertThat(destination.resolve("app-1.0/README")).hasContent("mine");
    }

    @Test
    void doesNothingOnUpdateUnlessTold() throws Exception {
        harness.part("app", RECIPE, "url = " + script).install();
        Files.writeString(script, "print('changed')\n");
        harness.install();
        assertThat(part().resolve("app.py")).hasContent("print('hello')\n");
        harness.clear()
                .part("app", RECIPE, "url = " + script, "on-update = true")
                .install();
        Files.writeString(script, "print('again')\n");
        harness.install();
        assertThat(part().resolve("app.py")).hasContent("print('again')\n");
    }

    @Test
    void asksAlternates() throws Exception {
        harness.part("app", RECIPE, "url = " + directory + "/gone.py", "alternate-url = " + script)
                .install();
        assertThat(part().resolve("gone.py")).hasContent("print('hello')\n");
    }

    @Test
    void leavesWhatIsExcludedPacked() throws Exception {
        harness.part("app", RECIPE, "url = " + archive, "excludes =", "  */bin/*", "  nothing")
                .install();
        assertThat(harness.tree().keySet())
                .contains("parts/app/app-1.0/README")
                .noneMatch(name -> name.contains("bin/app"));
    }

    @Test
    void takesAnOddArchiveOnlyByLenientChecks() throws Exception {
        Fixtures.tarGz(archive, Map.of("app-1.0/readme", "small", "app-1.0/README", "big"));
        assertThat(harness.part("app", RECIPE, "url = " + archive).failure().getMessage())
                .contains("in letter case alone");
        harness.clear()
                .part("app", RECIPE, "url = " + archive, "archive-checks = lenient")
                .install();
        assertThat(part().resolve("app-1.0/readme")).hasContent("small");
        assertThat(harness.clear()
                        .part("app", RECIPE, "url = " + archive, "archive-checks = none")
                        .failure()
                        .getMessage())
                .contains("is neither strict nor lenient");
    }

    @Test
    void isCachedByTheDigestOfItsUrlOrByItsName() throws Exception {
        Path cache = Files.createDirectory(directory.resolve("cache"));
        try (FileServer server = new FileServer().with("/app.py", "served")) {
            harness.section("buildout", "download-cache = " + cache);
            harness.part("app", RECIPE, "url = " + server.url("/app.py")).install();
            assertThat(cache.resolve(DigestUtils.md5Hex(server.url("/app.py")))).hasContent("served");
            harness.part("app", RECIPE, "url = " + server.url("/app.py"), "hash-name = false")
                    .install();
            assertThat(cache.resolve("app.py")).hasContent("served");
        }
    }

    @Test
    void leavesTheNetworkAloneForAPartThatIsOffline() throws Exception {
        try (FileServer server = new FileServer().with("/app.py", "served")) {
            assertThat(harness.part("app", RECIPE, "url = " + server.url("/app.py"), "offline = true")
                            .failure()
                            .getMessage())
                    .contains("offline");
            assertThat(server.requests()).isEmpty();
            harness.section("buildout", "offline = true")
                    .part("app", RECIPE, "url = " + server.url("/app.py"), "offline = false")
                    .install();
            assertThat(part().resolve("app.py")).hasContent("served");
        }
    }
}
