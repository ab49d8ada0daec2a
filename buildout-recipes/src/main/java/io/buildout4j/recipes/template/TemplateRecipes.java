package io.buildout4j.recipes.template;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;

/** The recipes of this package. */
public final class TemplateRecipes {

    private TemplateRecipes() {}

    /** Every recipe of this package, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(new CatalogEntry(JinjaRecipe.DESCRIPTION, JinjaRecipe::new));
    }
}
