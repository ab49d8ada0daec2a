package io.buildout4j.recipes.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.process.Command;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlaposDownloadTest {

    private static final String DOWNLOAD = "recipe = slapos.recipe.build:download";
    private static final String UNPACKED = "recipe = slapos.recipe.build:download-unpacked";

    @TempDir
    private Path directory;

    private Path buildout;
    private RecipeHarness harness;
    private Path file;
    private Path archive;

    @BeforeEach
    void sources() throws IOException {
        buildout = directory.resolve("buildout");
        harness = RecipeHarness.in(buildout).recipes(new StandardRecipes());
        file = Files.writeString(directory.resolve("template.in"), "hello\n");
        archive = Fixtures.tarGz(directory.resolve("app-1.0.tar.gz"), Map.of("app-1.0/README", "r"));
    }

    @Test
    void keepsTheFileUnderThePartsNameAndPublishesIt() throws Exception {
        harness.part("t", DOWNLOAD, "url = " + file, "md5sum = " + Fixtures.md5(file))
                .part("copy", DOWNLOAD, "url = ${t:target}", "filename = sub/name.txt")
                .install();
        assertThat(buildout.resolve("parts/t/t")).hasContent("hello\n");
        assertThat(buildout.resolve("parts/copy/sub/name.txt")).hasContent("hello\n");
        harness.uninstall();
        assertThat(buildout.resolve("parts/t")).doesNotExist();
    }

    @Test
    void takesAFileForTheDestination() throws Exception {
        harness.part("t", DOWNLOAD, "url = " + file, "destination = etc/t.conf").install();
        assertThat(buildout.resolve("etc/t.conf")).hasContent("hello\n");
    }

    @Test
    void fetchesAgainOnUpdateOnlyWithoutASum() throws Exception {
        harness.part("loose", DOWNLOAD, "url = " + file)
                .part("fixed", DOWNLOAD, "url = " + file, "md5sum = " + Fixtures.md5(file))
                .install();
        Files.writeString(file, "changed\n");
        harness.install();
        assertThat(buildout.resolve("parts/loose/loose")).hasContent("changed\n");
        assertThat(buildout.resolve("parts/fixed/fixed")).hasContent("hello\n");
    }

    @Test
    void asksAlternates() throws Exception {
        harness.part("t", DOWNLOAD, "url = " + directory + "/gone", "alternate-url = " + file)
                .install();
        assertThat(buildout.resolve("parts/t/t")).hasContent("hello\n");
    }

    @Test
    void refusesModeAndSharingWithoutASum() {
        assertThat(harness.part("t", DOWNLOAD, "url = " + file, "mode = 0755")
                        .failure()
                        .getMessage())
                .contains("is not supported by this recipe");
        assertThat(harness.clear()
                        .part("t", DOWNLOAD, "url = " + file, "shared = true")
                        .failure()
                        .getMessage())
                .contains("'md5sum' must be set");
    }

    @Test
    void unpacksWithoutTheTopDirectory() throws Exception {
        harness.part("app", UNPACKED, "url = " + archive).install();
        assertThat(buildout.resolve("parts/app/README")).hasContent("r");
        harness.clear()
                .part("app", UNPACKED, "url = " + archive, "strip-top-level-dir = false")
                .install();
        assertThat(buildout.resolve("parts/app/app-1.0/README")).hasContent("r");
    }

    @Test
    void sharesAPartBetweenBuildouts() throws Exception {
        Path shelf = directory.resolve("shared");
        String[] lines = {UNPACKED, "url = " + archive, "md5sum = " + Fixtures.md5(archive), "shared = true"};
        harness.part("app", lines)
                .section("buildout", "shared-part-list = " + shelf)
                .install();
        assertThat(buildout.resolve("parts/app")).doesNotExist();
        List<Path> builds;
        try (Stream<Path> entries = Files.list(shelf.resolve("app"))) {
            builds = entries.filter(Files::isDirectory).toList();
        }
        assertThat(builds).hasSize(1);
        Path build = builds.get(0);
        assertThat(build.resolve("README")).hasContent("r");
        assertThat(build.resolve(".buildout-shared.json")).content().contains("\"url\": \"" + archive + "\"");

        Files.delete(archive);
        RecipeHarness.in(directory.resolve("other"))
                .recipes(new StandardRecipes())
                .part("app", lines)
                .section("buildout", "shared-part-list = " + shelf)
                .install();
        harness.uninstall();
        assertThat(build.resolve("README")).as("never uninstalled").exists();
    }

    @Test
    void leavesTheNetworkAloneForAPartThatIsOffline() throws Exception {
        try (FileServer server = new FileServer().with("/app.tar.gz", Files.readAllBytes(archive))) {
            for (String recipe : List.of(DOWNLOAD, UNPACKED)) {
                assertThat(harness.part("t", recipe, "url = " + server.url("/app.tar.gz"), "offline = true")
                                .failure()
                                .getMessage())
                        .contains("offline");
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void unpacksAnOddArchiveOnlyByLenientChecks() throws Exception {
        Fixtures.tarGz(archive, Map.of("app-1.0/readme", "small", "app-1.0/README", "big"));
        assertThat(harness.part("app", UNPACKED, "url = " + archive).failure().getMessage())
                .contains("in letter case alone");
        harness.part("app", UNPACKED, "url = " + archive, "archive-checks = lenient")
                .install();
        assertThat(buildout.resolve("parts/app/readme")).hasContent("small");
    }

    @Test
    void aSharedPartStandsWhereTheOriginalsWouldLookForIt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs python3");
        harness.section("buildout", "shared-part-list = " + directory.resolve("shared"))
                .part(
                        "app",
                        UNPACKED,
                        "url = " + archive,
                        "md5sum = " + Fixtures.md5(archive),
                        "shared = true",
                        "odd = é \"quoted\" back\\slash \u2028 \ud83d\ude00 \t/",
                        "lines =",
                        "  one",
                        "  two")
                .install();
        Path place = Path.of(harness.value("app", "location").text());
        // Its name is the md5 of its options, as Python's json writes them.
        var python = Command.in(place, "/usr/bin/python3", "-c", """
                import hashlib, json
                text = open('.buildout-shared.json', encoding='utf-8').read()
                assert text == json.dumps(json.loads(text), indent=2, sort_keys=True), text
                print(hashlib.md5(text.encode()).hexdigest())
                """).run();
        assertThat(python.output().text()).isEqualTo(place.getFileName() + "\n");
    }
}
