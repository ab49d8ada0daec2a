package io.buildout4j.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipe.testkit.RecipeHarness;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// snippet
class GreetingRecipeTest {

    @TempDir
    Path directory;

    private RecipeHarness greeting(String... options) {
        return RecipeHarness.in(directory)
                .recipe("acme:greeting", GreetingRecipe::new)
                .section("hello", "recipe = acme:greeting", String.join("\n", options))
                .part("second", "recipe = acme:greeting", "name = ${hello:output}", "output = second.txt");
    }

    @Test
    void greetsByNameAndTellsWhere() {
        RecipeHarness harness = greeting("name = World", "output = first.txt");

        harness.install();

        assertThat(harness.tree()).isEqualTo(Map.of("first.txt", "Hello, World\n", "second.txt", "Hello, first.txt\n"));
    }

    @Test
    void leavesNothingWhenItGoes() {
        RecipeHarness harness = greeting("name = World");
        harness.install();

        harness.uninstall();

        assertThat(harness.tree()).isEmpty();
    }

    @Test
    void refusesANameThatIsTooLong() {
        RecipeHarness harness = greeting("name = " + "x".repeat(80));

        assertThat(harness.failure())
                .hasMessageStartingWith("buildout.cfg:6:1: option 'name' of part hello is too long");
        assertThat(harness.tree()).isEmpty();
    }
}
// end
