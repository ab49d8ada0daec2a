package io.buildout4j.recipes.bridge;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;

/** The recipes of this package. */
public final class BridgeRecipes {

    private BridgeRecipes() {}

    /** Every recipe of this package that has a name, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(new CatalogEntry(InlineRecipe.DESCRIPTION, InlineRecipe::new));
    }
}
