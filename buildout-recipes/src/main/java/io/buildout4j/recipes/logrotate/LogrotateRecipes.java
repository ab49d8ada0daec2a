package io.buildout4j.recipes.logrotate;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;

/** The recipes of this package. */
public final class LogrotateRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of("slapos.cookbook:logrotate", "slapos.cookbook:logrotate.d");

    public LogrotateRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(LogrotateRecipe.DESCRIPTION, LogrotateRecipe::new),
                new CatalogEntry(LogrotateEntryRecipe.DESCRIPTION, LogrotateEntryRecipe::new));
    }
}
