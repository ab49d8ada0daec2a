package io.buildout4j.recipes.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of {@code slapos.recipe.template:jinja2} that {@link JinjaRecipeTest} does not come across. */
class JinjaRecipeOptionsTest {

    private static final String RECIPE = "recipe = slapos.recipe.template:jinja2";
    private static final String OUTPUT = "output = out";

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void makeHarness() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    private String written() throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    private String installed(String... lines) throws IOException {
        harness.clear();
        String[] part = new String[lines.length + 2];
        part[0] = RECIPE;
        part[1] = OUTPUT;
        System.arraycopy(lines, 0, part, 2, lines.length);
        harness.part("c", part);
        harness.install();
        return written();
    }

    private String refused(String... lines) {
        harness.clear();
        String[] part = new String[lines.length + 1];
        part[0] = RECIPE;
        System.arraycopy(lines, 0, part, 1, lines.length);
        harness.part("c", part);
        return harness.failure().getMessage();
    }

    @Test
    void extraContextIsAddedToContext() throws IOException {
        assertThat(installed("inline = {{ a }}{{ b }}", "context = raw a 1", "extra-context = raw b 2"))
                .isEqualTo("12");
        assertThat(refused(OUTPUT, "inline = x", "context = raw a 1", "extra-context = raw a 2"))
                .contains("Duplicate context entry 'a'");
    }

    @ParameterizedTest
    @CsvSource({"raw len 1, Duplicate context entry 'len'", "nope a 1, unknown type 'nope'", "key a nowhere:x, nowhere"
    })
    void aContextLineThatMeansNothingIsRefused(String line, String problem) {
        assertThat(refused(OUTPUT, "inline = x", "context = " + line)).contains(problem);
    }

    @Test
    void dottedNamesMakeMappings() throws IOException {
        assertThat(installed("inline = {{ a.b.c }}{{ a.d }}", "context =", "  raw a.b.c 1", "  raw a.d 2"))
                .isEqualTo("12");
        assertThat(refused(OUTPUT, "inline = x", "context =", "  raw a 1", "  raw a.b 2"))
                .contains("has both 'a' and 'a.b'");
    }

    @Test
    void valuesKeepTheirTypesFromPartToPart() throws IOException {
        assertThat(installed(
                        "value = !py!{'b': [1, None], 'a': 'x'}",
                        "inline = {{ v.b[0] + 1 }} {{ dumps(v) }}",
                        "context = key v :value"))
                .isEqualTo("2 !py!{'a': 'x', 'b': [1, None]}");
    }

    @Test
    void aValueOfTheContextThatChangesMakesTheFileAnew() throws IOException {
        String[] part = {RECIPE, OUTPUT, "inline = {{ v }}", "context = key v data:value"};
        harness.section("data", "value = old").part("c", part);
        harness.install();
        harness.clear().section("data", "value = new").part("c", part);

        assertThat(harness.plan().changes()).extracting(Object::toString).isNotEmpty();
        harness.install();
        assertThat(written()).isEqualTo("new");
    }

    @Test
    void templatesAreImportedFromFilesAndFoldersNamedByOptions() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("lib/deep")).getParent();
        Files.writeString(folder.resolve("one"), "one");
        Files.writeString(folder.resolve("deep/two"), "two");

        assertThat(installed(
                        "one = " + folder.resolve("one"),
                        "all = " + folder,
                        "inline = {% include 'f' %} {% include 'd/one' %} {% include 'd/deep/two' %}",
                        "import-list =",
                        "  file f :one",
                        "  folder d :all"))
                .isEqualTo("one one two");
    }

    @Test
    void theImportDelimiterStandsBetweenFolderAndFile() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("lib/deep")).resolve("two"), "two");

        assertThat(installed(
                        "inline = {% include 'd:deep:two' %}",
                        "import-delimiter = :", "import-list = rawfolder d " + directory.resolve("lib")))
                .isEqualTo("two");
    }

    @Test
    void aFolderGivesNothingFromOutsideOfIt() throws IOException {
        Files.writeString(directory.resolve("secret"), "secret");
        Files.createDirectories(directory.resolve("lib"));

        assertThat(refused(
                        OUTPUT,
                        "inline = {% include 'd/../secret' %}",
                        "import-list = rawfolder d " + directory.resolve("lib")))
                .contains("d/../secret");
    }

    @ParameterizedTest
    @CsvSource({
        "rawfile a, is not of the form",
        "nope a b, unknown type 'nope'",
        "file a b, not of the form section:option",
        "file a c:nope, no option 'nope'"
    })
    void anImportLineThatMeansNothingIsRefused(String line, String problem) {
        assertThat(refused(OUTPUT, "inline = x", "import-list = " + line)).contains(problem);
    }

    @Test
    void aTemplateOfTheWrongSumIsRefusedAndLeavesNothing() throws IOException {
        Files.writeString(directory.resolve("t"), "text");

        assertThat(refused(OUTPUT, "url = t", "md5sum = " + "0".repeat(32))).contains("md5");
        assertThat(directory.resolve("out")).doesNotExist();
        assertThat(installed("url = t", "md5sum = 1cb251ec0d568de6a929b520c4aed8d1"))
                .isEqualTo("text");
    }

    @Test
    void aTemplateThatCannotChangeIsNotRenderedAgainUnlessThatIsWanted() throws IOException {
        Files.writeString(directory.resolve("lib"), "old");
        String[] lines = {"inline = {% include 'lib' %}", "import-list = rawfile lib " + directory.resolve("lib")};
        installed(lines);
        Files.writeString(directory.resolve("lib"), "new");
        assertThat(installed(lines)).isEqualTo("old");

        assertThat(installed(lines[0], lines[1], "update = true")).isEqualTo("new");
        Files.writeString(directory.resolve("lib"), "newer");
        assertThat(installed(lines[0], lines[1], "update = true")).isEqualTo("newer");
    }

    @Test
    void templateAndOutputAreOfTheGivenEncoding() throws IOException {
        Files.write(directory.resolve("t"), "é{{ 'ü' }}".getBytes(StandardCharsets.ISO_8859_1));
        harness.part("c", RECIPE, OUTPUT, "url = t", "encoding = latin-1");
        harness.install();

        assertThat(Files.readAllBytes(directory.resolve("out"))).isEqualTo("éü".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(refused(OUTPUT, "inline = x", "encoding = no-such")).contains("no encoding this machine knows");
    }

    @Test
    void whatTheEncodingHasNotIsRefused() {
        assertThat(refused(OUTPUT, "inline = {{ '\\u20ac' }}", "encoding = ascii"))
                .contains("the text has characters that us-ascii has not");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void aTemplateOfAnotherEncodingIsRefused() throws IOException {
        Files.write(directory.resolve("t"), new byte[] {(byte) 0xe9});

        assertThat(refused(OUTPUT, "url = t")).contains("it is not encoded in utf-8");
        assertThat(refused(OUTPUT, "inline = {% include 't' %}", "import-list = rawfile t t"))
                .contains("it is not encoded in utf-8");
    }

    @ParameterizedTest
    @CsvSource({"600, rw-------", "0640, rw-r-----", "755, rwxr-xr-x"})
    void theModeIsExact(String mode, String permissions) throws IOException {
        installed("inline = #!/bin/sh", "mode = " + mode);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("out"))))
                .isEqualTo(permissions);
    }

    @Test
    void thereIsOneTemplateAndOneOutput() {
        assertThat(refused("inline = x")).contains("output");
        assertThat(refused(OUTPUT)).contains("neither url nor inline");
        assertThat(refused(OUTPUT, "inline = x", "url = y")).contains("exclude each other");
    }

    @Test
    void onceMarksThatItWasDoneOnlyWhenItWas() throws IOException {
        assertThat(refused(OUTPUT, "inline = {{ nope }}", "once = done")).contains("'nope' is undefined");
        assertThat(directory.resolve("done")).doesNotExist();

        assertThat(installed("inline = x", "once = done")).isEqualTo("x");
        assertThat(directory.resolve("done")).isEmptyFile();
    }
}
