package io.buildout4j.recipes.command;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;
import java.util.Optional;

/** The recipes of this package. */
public final class CommandRecipes {

    /** The names of all of them. */
    public static final List<String> NAMES = List.of("plone.recipe.command");

    private CommandRecipes() {}

    /** Every recipe of this package, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(CommandRecipe.DESCRIPTION, CommandRecipe::new, Optional.of(CommandRecipe::uninstall)));
    }
}
