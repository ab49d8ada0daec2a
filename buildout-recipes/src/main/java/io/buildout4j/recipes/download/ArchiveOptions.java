package io.buildout4j.recipes.download;

import io.buildout4j.BuildoutException;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.archive.ArchiveException;
import io.buildout4j.recipes.archive.Rules;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.util.List;

/** What all recipes that unpack archives have in common. */
public final class ArchiveOptions {

    private static final String CHECKS = "archive-checks";

    private ArchiveOptions() {}

    /** A recipe's description with what {@link #rules} reads. */
    public static RecipeDescription described(RecipeDescription recipe) {
        return recipe.withOptional(
                CHECKS,
                OptionType.TEXT,
                "lenient keeps links out of the archive, and names that differ in letter case alone",
                "strict");
    }

    /**
     * The rules by the option {@code archive-checks}: {@code strict}, the default, or {@code lenient}, which keeps links
     * out of the archive, and names that differ in letter case alone.
     */
    public static Rules rules(Part part) {
        String checks = part.optional(CHECKS).map(Value::text).orElse("strict");
        if (!List.of("strict", "lenient").contains(checks)) {
            throw part.reject(CHECKS, "is neither strict nor lenient");
        }
        return Rules.standard().asLenient(checks.equals("lenient"));
    }

    /** The archive's fault, at the line that names the archive. */
    public static BuildoutException refused(Part part, ArchiveException e) {
        BuildoutException rejected = part.reject("url", String.valueOf(e.getMessage()));
        rejected.addSuppressed(e);
        return rejected;
    }
}
