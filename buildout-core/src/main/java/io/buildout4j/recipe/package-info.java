/**
 * What the author of a recipe sees: the recipe itself, the part it is made for, and the installation it acts in.
 *
 * <p>A recipe is constructed for every part when a plan is made, so its constructor reads options and publishes others, and
 * touches no disk. {@code install} acts, and announces what it makes before it makes it:
 *
 * <pre>{@code
 * public final class GreetingRecipe implements Recipe {
 *
 *     private final Path output;
 *     private final String text;
 *
 *     public GreetingRecipe(Part part) {
 *         output = part.optional("output")
 *                 .map(Value::asPath)
 *                 .orElse(part.location().resolve("greeting.txt"));
 *         text = "Hello, " + part.required("name").text() + "\n";
 *         if (text.length() > 80) {
 *             throw part.reject("name", "is too long for one line");
 *         }
 *         part.publish("output", output); // now ${hello:output} means something
 *     }
 *
 *     @Override
 *     public void install(Installation installation) throws IOException {
 *         Files.writeString(installation.created(output), text); // undone on failure, removed on uninstall
 *     }
 * }
 * }</pre>
 *
 * {@link io.buildout4j.recipe.testkit.RecipeHarness} puts the real engine around it for a test:
 *
 * <pre>{@code
 * class GreetingRecipeTest {
 *
 *     @TempDir
 *     Path directory;
 *
 *     private RecipeHarness greeting(String... options) {
 *         return RecipeHarness.in(directory)
 *                 .recipe("acme:greeting", GreetingRecipe::new)
 *                 .section("hello", "recipe = acme:greeting", String.join("\n", options))
 *                 .part("second", "recipe = acme:greeting", "name = ${hello:output}", "output = second.txt");
 *     }
 *
 *     @Test
 *     void greetsByNameAndTellsWhere() {
 *         RecipeHarness harness = greeting("name = World", "output = first.txt");
 *
 *         harness.install();
 *
 *         assertThat(harness.tree()).isEqualTo(Map.of("first.txt", "Hello, World\n", "second.txt", "Hello, first.txt\n"));
 *     }
 *
 *     @Test
 *     void leavesNothingWhenItGoes() {
 *         RecipeHarness harness = greeting("name = World");
 *         harness.install();
 *
 *         harness.uninstall();
 *
 *         assertThat(harness.tree()).isEmpty();
 *     }
 *
 *     @Test
 *     void refusesANameThatIsTooLong() {
 *         RecipeHarness harness = greeting("name = " + "x".repeat(80));
 *
 *         assertThat(harness.failure())
 *                 .hasMessageStartingWith("buildout.cfg:6:1: option 'name' of part hello is too long");
 *         assertThat(harness.tree()).isEmpty();
 *     }
 * }
 * }</pre>
 */
@NullMarked
package io.buildout4j.recipe;

import org.jspecify.annotations.NullMarked;
