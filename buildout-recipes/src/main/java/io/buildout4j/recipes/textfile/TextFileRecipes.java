package io.buildout4j.recipes.textfile;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;

/** The recipes of this package. */
public final class TextFileRecipes {

    /** The names of all of them. */
    public static final List<String> NAMES = List.of("slapos.recipe.template", "collective.recipe.template");

    private TextFileRecipes() {}

    /** Every recipe of this package, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(SubstitutedFileRecipe.DESCRIPTION, SubstitutedFileRecipe::new),
                new CatalogEntry(CollectiveTemplateRecipe.DESCRIPTION, CollectiveTemplateRecipe::new));
    }
}
