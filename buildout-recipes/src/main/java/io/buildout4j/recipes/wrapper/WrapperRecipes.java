package io.buildout4j.recipes.wrapper;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;

/** The recipes of this package. */
public final class WrapperRecipes {

    /** The names of all of them. */
    public static final List<String> NAMES = List.of("slapos.cookbook:wrapper");

    private WrapperRecipes() {}

    /** Every recipe of this package, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(new CatalogEntry(WrapperRecipe.DESCRIPTION, WrapperRecipe::new));
    }
}
