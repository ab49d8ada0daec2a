package io.buildout4j.recipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeHarnessTest {

    @TempDir
    Path temporary;

    private RecipeHarness harness;

    /** The recipe of the README. */
    static final class GreetingRecipe implements Recipe {
        private final Path output;
        private final String text;

        GreetingRecipe(Part part) {
            output = part.optional("output")
                    .map(part::placed)
                    .orElse(part.location().resolve("greeting.txt"));
            text = "Hello, " + part.required("name").text() + "\n";
            if (text.length() > 500) {
                throw part.reject("name", "is too long for one line");
            }
            part.publish("output", output);
        }

        @Override
        public void install(Installation installation) throws IOException {
            installation.directory(output.getParent());
            installation.step("greeting");
            Files.writeString(installation.created(output), text);
            if (text.contains("nobody")) {
                throw new IOException("nobody is there");
            }
        }
    }

    @BeforeEach
    void greeting() {
        harness = RecipeHarness.in(temporary)
                .recipe("acme:greeting", GreetingRecipe::new)
                .part("hello", "recipe = acme:greeting", "name = World");
    }

    @Test
    void installsUpdatesAndUninstalls() {
        assertThat(harness.install().done().toString()).contains("action=INSTALL");
        assertThat(harness.tree()).isEqualTo(Map.of("parts/hello/greeting.txt", "Hello, World\n"));
        assertThat(harness.output()).containsExactly("greeting");

        assertThat(harness.plan().toString()).isEqualTo("update hello");
        assertThat(harness.install().done().toString()).contains("action=UPDATE");

        harness.uninstall();
        assertThat(harness.tree()).isEmpty();
    }

    @Test
    void tellsWhatARecipePublishes() {
        harness.section("other", "recipe = acme:greeting", "name = ${hello:output}", "output = x")
                .part("third", "recipe = acme:greeting", "name = you, ${other:output}");

        Value output = harness.value("hello", "output");

        assertThat(output.text())
                .isEqualTo(temporary.resolve("parts/hello/greeting.txt").toString());
        assertThat(output.origin().place()).isEqualTo("recipe of part hello");
        assertThat(harness.tree()).containsEntry("x", "Hello, " + output.text() + "\n");
    }

    @Test
    void showsAFailureAndThatItIsTakenBack() {
        harness.clear().part("hello", "recipe = acme:greeting", "name = nobody");

        assertThat(harness.failure())
                .hasMessage(
                        "buildout.cfg"
                                + ":5:1: part hello failed: nobody is there (mend the cause and run again)\n  while installing part hello");
        assertThat(harness.tree()).isEmpty();
    }

    @Test
    void showsWhyARecipeRefusesItsPart() {
        harness.clear().part("hello", "recipe = acme:greeting", "nmae = World");

        assertThat(harness.failure())
                .hasMessageStartingWith("buildout.cfg"
                        + ":5:1: no option 'name' in section [hello] (did you mean 'nmae'?)\n"
                        + "  while constructing the recipe of part hello\n");
    }

    @Test
    void aRecipeThatIsNotKnownIsReportedWithWhatMayBeMeant() {
        harness.clear().part("hello", "recipe = acme:greting");

        assertThat(harness.failure())
                .hasMessageStartingWith(
                        "buildout.cfg" + ":5:1: no recipe is called 'acme:greting' (did you mean 'acme:greeting'?)");
    }

    @Test
    void aSuccessWhereAFailureIsExpectedIsAnError() {
        assertThatThrownBy(() -> harness.failure()).isInstanceOf(IllegalStateException.class);
    }
}
