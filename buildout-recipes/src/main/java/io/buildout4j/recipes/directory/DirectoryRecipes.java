package io.buildout4j.recipes.directory;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;

/** The recipes of this package. */
public final class DirectoryRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of(
            "slapos.cookbook:mkdirectory",
            "slapos.cookbook:makedirectory",
            "slapos.recipe.build:mkdirectory",
            "slapos.cookbook:symbolic.link",
            "cns.recipe.symlink");

    public DirectoryRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(MakeDirectoryRecipe.DESCRIPTION, MakeDirectoryRecipe::new),
                new CatalogEntry(LinkRecipe.BY_NAME, LinkRecipe::byName),
                new CatalogEntry(LinkRecipe.BY_PAIR, LinkRecipe::byPair));
    }
}
