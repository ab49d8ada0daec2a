package io.buildout4j.recipes.value;

import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** Draws a value once and keeps it as long as the part is installed. */
final class RandomRecipe implements Recipe {

    static final RecipeDescription INTEGER = RecipeDescription.of(
                    "draws a random number once", "slapos.cookbook:random.integer")
            .withRequired("minimum", OptionType.NUMBER, "the least number")
            .withRequired("maximum", OptionType.NUMBER, "the greatest number")
            .withOptional("value", OptionType.TEXT, "taken instead of a random one")
            .withPublished("value", "the number");

    static final RecipeDescription TIME = RecipeDescription.of(
                    "draws a random time of the day once", "slapos.cookbook:random.time")
            .withOptional("time", OptionType.TEXT, "taken instead of a random one")
            .withPublished("time", "hours and minutes, such as 7:05");

    private RandomRecipe() {}

    static RandomRecipe integer(Part part) {
        if (part.optional("value").isEmpty()) {
            int minimum = part.required("minimum").asInt();
            int maximum = part.required("maximum").asInt();
            if (minimum > maximum) {
                throw part.reject("maximum", "is less than the minimum, " + minimum);
            }
            keep(
                    part,
                    "value",
                    () -> Long.toString(
                            new SecureRandom().longs(1, minimum, maximum + 1L).sum()));
        }
        return new RandomRecipe();
    }

    static RandomRecipe time(Part part) {
        if (part.optional("time").isEmpty()) {
            SecureRandom random = new SecureRandom();
            keep(part, "time", () -> String.format("%d:%02d", random.nextInt(24), random.nextInt(60)));
        }
        return new RandomRecipe();
    }

    private static void keep(Part part, String option, Supplier<String> draw) {
        part.publish(option, part.recorded(option).orElseGet(draw));
    }

    @Override
    public void install(Installation installation) {
        // The value is all there is.
    }
}
