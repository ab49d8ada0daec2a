package io.buildout4j.recipes.wrapper;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;

/** The recipes of this package. */
public final class WrapperRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of("slapos.cookbook:wrapper");

    public WrapperRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(new CatalogEntry(WrapperRecipe.DESCRIPTION, WrapperRecipe::new));
    }
}
