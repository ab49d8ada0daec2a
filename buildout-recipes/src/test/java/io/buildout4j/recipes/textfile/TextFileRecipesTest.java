package io.buildout4j.recipes.textfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileRecipesTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    @Test
    void referencesAreFilledInAndDoubledDollarsEscape() throws Exception {
        Files.writeString(directory.resolve("in"), "a ${other:x} ${:own} $${kept:as-is} $HOME ${buildout:directory}\n");
        harness.section("other", "x = 1")
                .part("text", "recipe = slapos.recipe.template", "url = in", "output = deep/out", "own = mine");
        harness.install();
        assertThat(harness.tree().get("deep/out")).isEqualTo("a 1 mine ${kept:as-is} $HOME " + directory + "\n");
        assertThat(mode(directory.resolve("deep/out"))).startsWith("rw-r");
    }

    @Test
    void anInlineScriptIsExecutable() throws Exception {
        harness.part("text", "recipe = slapos.recipe.template", "output = out", "inline =", "  #!/bin/sh", "  echo");
        harness.install();
        assertThat(mode(directory.resolve("out"))).startsWith("rwxr");
        harness.clear()
                .part(
                        "text",
                        "recipe = slapos.recipe.template",
                        "output = out",
                        "mode = 600",
                        "inline =",
                        "  #!/bin/sh",
                        "  echo");
        harness.install();
        assertThat(mode(directory.resolve("out"))).isEqualTo("rw-------");
    }

    @Test
    void whatATextRefersToIsInstalledFirst() throws Exception {
        Files.writeString(directory.resolve("in"), "${port:port}");
        harness.part("text", "recipe = slapos.recipe.template", "url = in", "output = out")
                .section("port", "recipe = slapos.cookbook:free_port", "minimum = 7", "maximum = 7");
        harness.install();
        assertThat(harness.tree().get("out")).isEqualTo("7");
    }

    @Test
    void aReferenceToNothingNamesFileAndLine() throws Exception {
        Files.writeString(directory.resolve("in"), "one\n${nowhere:x}\n");
        harness.part("text", "recipe = slapos.recipe.template", "url = in", "output = out");
        assertThat(harness.failure().diagnostic().trail()).contains("substituting ${nowhere:x} in in:2");
        Files.writeString(directory.resolve("in"), "${:missing}");
        assertThat(harness.failure().diagnostic().problem()).isEqualTo("no option 'missing' in section [text]");
        Files.writeString(directory.resolve("in"), "\n${a}");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("part text: fills in in, where line 2 has ${a}, which is not ${section:option}");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void aWrongSumIsRefusedBeforeAnythingIsWritten() throws Exception {
        Files.writeString(directory.resolve("in"), "text");
        harness.part(
                "text",
                "recipe = slapos.recipe.template",
                "url = in",
                "output = out",
                "md5sum = 00000000000000000000000000000000");
        assertThat(harness.failure().getMessage()).contains("1cb251ec0d568de6a929b520c4aed8d1");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void oneSourceIsWanted() {
        harness.part("text", "recipe = slapos.recipe.template", "output = out");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("part text: either 'url' or 'inline' is required but not both");
    }

    @Test
    void aCollectiveTemplateKnowsItsOwnOptionsByTheirBareNames() throws Exception {
        Path input = Files.writeString(directory.resolve("in"), "Hello ${name} of ${other:x}!");
        Files.setPosixFilePermissions(input, PosixFilePermissions.fromString("rwxr-----"));
        harness.section("other", "x = here")
                .part("text", "recipe = collective.recipe.template", "input = in", "output = deep/out", "name = you");
        harness.install();
        assertThat(harness.tree().get("deep/out")).isEqualTo("Hello you of here!");
        assertThat(mode(directory.resolve("deep/out"))).isEqualTo("rwxr-----");
    }

    @Test
    void aCollectiveTemplateMayBeInline() {
        harness.part("a", "recipe = collective.recipe.template", "input = inline:", "  one", "  two", "output = a")
                .part("b", "recipe = collective.recipe.template", "inline =", "  three", "    four", "output = b");
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("a", "one\ntwo", "b", "three\n  four"));
    }

    @Test
    void aFileThatIsThereMayBeLeftAlone() throws Exception {
        Files.writeString(directory.resolve("a"), "there");
        harness.part("a", "recipe = collective.recipe.template", "inline = new", "output = a", "overwrite = false");
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("a", "there"));
    }

    @Test
    void aCollectiveTemplateSaysWhatIsMissing() {
        assertThat(wrong("output = a")).isEqualTo("part t: no input file, inline template, or URL specified");
        assertThat(wrong("inline = x")).isEqualTo("part t: no output file specified");
        assertThat(wrong("inline = x", "input = y", "output = a"))
                .isEqualTo("part t: too many input sources: input, inline");
        assertThat(wrong("input = nowhere", "output = a"))
                .isEqualTo("option 'input' of part t names 'nowhere', and there is no such file");
    }

    private String wrong(String... lines) {
        harness.clear().part("t", "recipe = collective.recipe.template", String.join("\n", lines));
        return harness.failure().diagnostic().problem();
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
