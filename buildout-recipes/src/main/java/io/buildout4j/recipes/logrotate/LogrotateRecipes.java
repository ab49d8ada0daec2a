package io.buildout4j.recipes.logrotate;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;

/** The recipes of this package. */
public final class LogrotateRecipes {

    /** The names of all of them. */
    public static final List<String> NAMES = List.of("slapos.cookbook:logrotate", "slapos.cookbook:logrotate.d");

    private LogrotateRecipes() {}

    /** Every recipe of this package, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(LogrotateRecipe.DESCRIPTION, LogrotateRecipe::new),
                new CatalogEntry(LogrotateEntryRecipe.DESCRIPTION, LogrotateEntryRecipe::new));
    }
}
