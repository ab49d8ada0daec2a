package io.buildout4j.recipes.command;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;
import java.util.Optional;

/** The recipes of this package. */
public final class CommandRecipes {

    private CommandRecipes() {}

    /** Every recipe of this package, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(CommandRecipe.DESCRIPTION, CommandRecipe::new, Optional.of(CommandRecipe::uninstall)));
    }
}
