package io.buildout4j.recipes.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.shell.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRecipeTest {

    /** As the tutorial writes one. */
    private static final String TUTORIAL = """
            from slapos.recipe.librecipe import GenericBaseRecipe
            class Recipe(GenericBaseRecipe):
                def install(self):
                    self.createDirectory(self.options['directory'])
                    config_path = self.options['config']
                    with open(config_path, 'w') as f:
                        f.write("custom configuration")
                    return [config_path]
            """;

    private static final String PLAIN = """
            import random
            class Recipe:
                def __init__(self, buildout, name, options):
                    self.options = options
                    options['number'] = str(random.random())
                def install(self):
                    print('installing', self.options['number'])
                    with open(self.options['number'], 'w') as f:
                        f.write(self.options['x'])
                    return self.options['number']
                def update(self):
                    pass
            class Broken:
                def __init__(self, buildout, name, options):
                    options['missing']
            """;

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    private void recipe(String text) throws IOException {
        Files.createDirectories(directory.resolve("software"));
        Files.writeString(directory.resolve("software/recipe.py"), text);
    }

    @Test
    void theTutorialsRecipeInstallsAndIsUninstalled() throws Exception {
        Pythons.require();
        recipe(TUTORIAL);
        harness.part(
                "custom-recipe",
                "recipe = ${buildout:directory}/software/recipe.py",
                "directory = ${buildout:directory}/custom",
                "config = ${buildout:directory}/custom/config.conf");
        harness.install();
        assertThat(directory.resolve("custom/config.conf")).hasContent("custom configuration");
        harness.install();
        assertThat(directory.resolve("custom/config.conf")).exists();
        harness.uninstall();
        assertThat(directory.resolve("custom/config.conf")).doesNotExist();
    }

    @Test
    void whatTheConstructorChoseStandsWhenThePartIsInstalled() throws Exception {
        Pythons.require();
        recipe(PLAIN);
        harness.part("a", "recipe = software/recipe.py", "x = y");
        harness.install();
        assertThat(harness.tree()).containsValue("y");
    }

    @Test
    void aMissingOptionIsToldWithTheLineOfTheFile() throws Exception {
        Pythons.require();
        recipe(PLAIN);
        harness.part("a", "recipe = software/recipe.py:Broken");
        assertThat(harness.failure().diagnostic().line())
                .isEqualTo("buildout.cfg:5:1: option 'recipe' of part a fails at " + directory
                        + "/software/recipe.py:15: no option 'missing' in section [a]");
    }

    @Test
    void aFileWithoutTheClassIsRefused() throws Exception {
        Pythons.require();
        recipe(PLAIN);
        harness.part("a", "recipe = software/recipe.py:Other");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("part a: " + directory + "/software/recipe.py has no class Other");
    }

    @Test
    void withoutPythonPartLineAndReasonAreTold() throws Exception {
        recipe(PLAIN);
        harness.service(Surroundings.class, new Surroundings(Map.of("PATH", directory.toString())))
                .part("a", "recipe = software/recipe.py");
        assertThat(harness.failure().diagnostic().line())
                .isEqualTo("buildout.cfg:5:1: option 'recipe' of part a is written in Python, and there is no python3;"
                        + " install Python 3, or name one in [buildout] executable");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        harness.part("a", "recipe = software/recipe.py");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'recipe' of part a names " + directory
                        + "/software/recipe.py, and there is no such file");
    }
}
