package io.buildout4j.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.Buildout;
import io.buildout4j.Diagnostic;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.catalog.OptionDescription;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardRecipesTest {

    @TempDir
    Path directory;

    private final StandardRecipes recipes = new StandardRecipes();

    @Test
    void onlyRecipesThatUndoMoreThanTheirFilesHaveAnUninstallHook() {
        assertThat(recipes.uninstallHooks())
                .containsKeys(
                        "plone.recipe.command", "slapos.recipe.build:gitclone", "slapos.cookbook:publish_failsafe")
                .doesNotContainKeys("slapos.cookbook:wrapper", "slapos.cookbook:mkdirectory");
    }

    @Test
    void everyDescribedNameHasARecipeAndNoNameIsDescribedTwice() {
        Set<String> seen = new HashSet<>();
        for (RecipeDescription description : recipes.descriptions()) {
            assertThat(description.names()).allSatisfy(name -> {
                assertThat(recipes.recipes()).containsKey(name);
                assertThat(seen.add(name)).as(name).isTrue();
                assertThat(StandardRecipes.provides(name)).as(name).isTrue();
            });
        }
    }

    @Test
    void descriptionsReadAlike() {
        for (RecipeDescription description : recipes.descriptions()) {
            assertThat(description.purpose()).doesNotEndWith(".").isNotBlank();
            List<String> names =
                    description.options().stream().map(OptionDescription::name).toList();
            assertThat(names).as(description.names().get(0)).doesNotHaveDuplicates();
            assertThat(description.options())
                    .allSatisfy(
                            option -> assertThat(option.meaning()).isNotBlank().doesNotEndWith("."));
        }
    }

    @Test
    void aRecipeThatExistsElsewhereIsNotCalledMisspelt() {
        RecipeHarness harness =
                RecipeHarness.in(directory).recipes(recipes).part("db", "recipe = slapos.cookbook:postgres");
        assertThat(harness.failure().getMessage())
                .isEqualTo(
                        "buildout.cfg:5:1: recipe 'slapos.cookbook:postgres' of part db exists in SlapOS and not here"
                                + " (give the engine a recipe of your own under this name)\n"
                                + "  while constructing the recipe of part db\n  while preparing part db");
        assertThat(harness.failure().diagnostic().kind().word()).isEqualTo("unknown-recipe");
    }

    @Test
    void aCheckWarnsOfOptionsThatARecipeOfTheLibraryDoesNotRead() throws Exception {
        Path file = Files.writeString(directory.resolve("root.cfg"), """
                [buildout]
                parts = wrap build
                [wrap]
                recipe = slapos.cookbook:wrapper
                command-lnie = true
                wrapper-path = ${buildout:directory}/run
                _kept = by whoever wrote it
                for-others = 1
                [build]
                recipe = slapos.recipe.build
                install = pass
                anything = ${wrap:for-others}
                """);

        assertThat(Buildout.builder()
                        .withoutUserDefaults()
                        .recipes(recipes)
                        .build()
                        .load(file)
                        .check())
                .extracting(Diagnostic::line)
                .containsExactly("root.cfg:5:1: nothing reads option 'command-lnie' of section [wrap], whose recipe is"
                        + " slapos.cookbook:wrapper (did you mean 'command-line'?)");
    }
}
