package io.buildout4j.recipes.bridge;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;

/** The recipes of this package. */
public final class BridgeRecipes {

    /** The names of all of them. */
    public static final List<String> NAMES = List.of("slapos.recipe.build", "slapos.recipe.build:default");

    private BridgeRecipes() {}

    /** Every recipe of this package that has a name, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(new CatalogEntry(InlineRecipe.DESCRIPTION, InlineRecipe::new));
    }
}
