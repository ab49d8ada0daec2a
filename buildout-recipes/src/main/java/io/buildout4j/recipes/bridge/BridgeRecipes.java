package io.buildout4j.recipes.bridge;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;

/** The recipes of this package. */
public final class BridgeRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of("slapos.recipe.build", "slapos.recipe.build:default");

    public BridgeRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(new CatalogEntry(InlineRecipe.DESCRIPTION, InlineRecipe::new));
    }
}
