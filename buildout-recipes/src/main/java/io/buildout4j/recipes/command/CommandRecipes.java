package io.buildout4j.recipes.command;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;
import java.util.Optional;

/** The recipes of this package. */
public final class CommandRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of("plone.recipe.command");

    public CommandRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(CommandRecipe.DESCRIPTION, CommandRecipe::new, Optional.of(CommandRecipe::uninstall)));
    }
}
