package io.buildout4j.recipes.compile;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;

/**
 * How make is called, twice: to build, and to install.
 *
 * @param binary the program, or lines for the shell; empty if the targets are a whole command
 * @param options for both calls
 * @param targets for the second
 */
record Make(String binary, String options, String targets) {

    /** A recipe's description with what {@link #of} reads. */
    static RecipeDescription described(RecipeDescription recipe) {
        return recipe.withOptional("make-binary", OptionType.PATH, "the program", "make")
                .withOptional("make-options", OptionType.ARGUMENTS, "arguments of both calls")
                .withOptional("make-targets", OptionType.ARGUMENTS, "arguments of the second call", "install");
    }

    static Make of(Part part) {
        return new Make(
                part.optional("make-binary").map(value -> value.text().strip()).orElse("make"),
                words(part, "make-options", ""),
                // Profiles that install by a command of their own leave the program empty, or the targets.
                part.optional("make-targets").isPresent() ? words(part, "make-targets", "") : "install");
    }

    /** The words of an option on one line. */
    static String words(Part part, String option, String otherwise) {
        return part.optional(option)
                .map(Value::asWords)
                .filter(words -> !words.isEmpty())
                .map(words -> String.join(" ", words))
                .orElse(otherwise);
    }

    boolean isUsual() {
        return binary.equals("make") && targets.equals("install");
    }

    Step build() {
        return new Step("make", join(binary, options));
    }

    Step install(String more) {
        return new Step("make " + targets, join(binary, options, targets, more));
    }

    static String join(String... words) {
        return String.join(" ", words).strip().replaceAll(" {2,}", " ");
    }
}
