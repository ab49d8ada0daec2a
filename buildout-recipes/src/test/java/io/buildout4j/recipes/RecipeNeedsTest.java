package io.buildout4j.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.Buildout;
import io.buildout4j.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeNeedsTest {

    @TempDir
    private Path directory;

    private List<String> lacking(String profile) throws IOException {
        Path file = Files.writeString(directory.resolve("buildout.cfg"), profile);
        return RecipeNeeds.lacking(
                        Buildout.builder().withoutUserDefaults().build().load(file), StandardRecipes::provides)
                .stream()
                .map(Diagnostic::line)
                .toList();
    }

    @Test
    void aRecipeNobodyProvidesIsToldWhereItIsAskedFor() throws IOException {
        assertThat(lacking("[buildout]\nparts = a b\n[a]\nrecipe = no:such\n[b]\nrecipe = slapos.cookbook:wrapper\n"))
                .containsExactly("buildout.cfg:4:1: recipe 'no:such' of section [a] is not provided"
                        + " (give the engine a recipe of that name)");
    }

    @Test
    void whatPartsReferToIsNeededAndWhatNobodyRefersToIsNot() throws IOException {
        assertThat(lacking("""
                [buildout]
                parts = a
                [a]
                recipe = slapos.cookbook:wrapper
                command-line = ${b:path} $${d:path}
                [b]
                <= macro
                [macro]
                recipe = b:recipe
                path = ${c:path}
                [c]
                recipe = c:recipe
                [d]
                recipe = d:recipe
                """))
                .satisfiesExactly(
                        line -> assertThat(line).contains("'b:recipe' of section [b]"),
                        line -> assertThat(line).contains("'c:recipe' of section [c]"));
    }

    @Test
    void basesStandOneALineSoThatTwoOnALineAreNone() throws IOException {
        String profile = "[buildout]\nparts = a\n[a]\n<= one\n   two\n[one]\nrecipe = no:such\n[two]\nx = 1\n";

        assertThat(lacking(profile)).hasSize(1);
        assertThat(lacking(profile.replace("one\n   two", "one two"))).isEmpty();
    }

    @Test
    void aRecipeThatIsKnownByNameAloneIsLacking() throws IOException {
        assertThat(lacking("[buildout]\nparts = a\n[a]\nrecipe = slapos.cookbook:postgres\n"))
                .hasSize(1);
        assertThat(lacking("[buildout]\nparts = a\n[a]\nrecipe = slapos.recipe.cmmi:default\n"))
                .isEmpty();
    }

    @Test
    void sectionsThatInheritInCirclesEnd() throws IOException {
        assertThat(lacking("[buildout]\nparts = a\n[a]\n<= b\n[b]\n<= a\n")).isEmpty();
    }
}
