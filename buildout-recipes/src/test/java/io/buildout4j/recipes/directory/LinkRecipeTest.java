package io.buildout4j.recipes.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkRecipeTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    @Test
    void linksGetTheNamesOfTheirFiles() {
        harness.part(
                "links",
                "recipe = slapos.cookbook:symbolic.link",
                "link-binary = /bin/sh",
                "  /nowhere/tool",
                "target-directory = bin");
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("bin/sh", "-> /bin/sh", "bin/tool", "-> /nowhere/tool"));
        harness.uninstall();
        assertThat(harness.tree()).isEmpty();
    }

    @Test
    void aLinkIsReplacedAndADanglingOneKept() throws Exception {
        Files.createSymbolicLink(directory.resolve("tool"), Path.of("/elsewhere"));
        harness.part(
                "links",
                "recipe = slapos.cookbook:symbolic.link",
                "link-binary = /nowhere/tool",
                "target-directory = .");
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("tool", "-> /nowhere/tool"));
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("tool", "-> /nowhere/tool"));
    }

    @Test
    void whatIsNoLinkIsNotReplaced() throws Exception {
        Files.writeString(directory.resolve("sh"), "precious");
        harness.part(
                "links", "recipe = slapos.cookbook:symbolic.link", "link-binary = /bin/sh", "target-directory = .");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'link-binary' of part links wants a link at " + directory.resolve("sh")
                        + ", which already exists but is not a link");
        assertThat(harness.tree()).isEqualTo(Map.of("sh", "precious"));
    }

    @Test
    void pairsSayWhatEachLinkIsCalled() {
        harness.part(
                "links",
                "recipe = cns.recipe.symlink",
                "symlink =",
                "  /etc/hosts = etc/my-hosts",
                "  relative = other");
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("etc/my-hosts", "-> /etc/hosts", "other", "-> relative"));
    }

    @Test
    void aLineThatIsNoPairIsRefused() {
        harness.part("links", "recipe = cns.recipe.symlink", "symlink = /etc/hosts");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'symlink' of part links has the line '/etc/hosts', which is not FILE = LINK");
    }
}
