package io.buildout4j.recipes.directory;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MakeDirectoryRecipeTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"slapos.cookbook:mkdirectory", "slapos.cookbook:makedirectory", "slapos.recipe.build:mkdirectory"
            })
    void directoriesAreMadeAndNeverRemoved(String recipe) {
        harness.part("dirs", "recipe = " + recipe, "etc = ${buildout:directory}/etc", "deep = var/log/app", "none =");
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("etc", "/", "var/log/app", "/"));
        harness.uninstall();
        assertThat(harness.tree()).isEqualTo(Map.of("etc", "/", "var/log/app", "/"));
    }

    @Test
    void theModeIsOfTheLastDirectoryAloneAndOfNewOnes() throws Exception {
        Files.createDirectory(
                directory.resolve("old"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        harness.part("dirs", "recipe = slapos.cookbook:mkdirectory", "a = new/leaf", "b = old", "mode = 0700");
        harness.install();
        assertThat(mode(directory.resolve("new/leaf"))).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("new"))).startsWith("rwxr");
        assertThat(mode(directory.resolve("old"))).isEqualTo("rwxr-xr-x");
    }

    @Test
    void anUpdateMakesThemAgain() throws Exception {
        harness.part("dirs", "recipe = slapos.cookbook:mkdirectory", "a = a");
        harness.install();
        Files.delete(directory.resolve("a"));
        harness.install();
        assertThat(directory.resolve("a")).isDirectory();
    }

    @Test
    void aFileInTheWayIsNamed() throws Exception {
        Files.writeString(directory.resolve("a"), "");
        harness.part("dirs", "recipe = slapos.cookbook:mkdirectory", "x = a");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'x' of part dirs names " + directory.resolve("a") + ", where "
                        + directory.resolve("a") + " is a file");
    }

    @Test
    void aModeThatIsNoneIsRefused() {
        harness.part("dirs", "recipe = slapos.cookbook:mkdirectory", "x = a", "mode = 0788");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'mode' of section [dirs] is '0788', which is not a file mode in octal digits");
        assertThat(directory.resolve("a")).doesNotExist();
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
