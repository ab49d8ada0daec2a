package io.buildout4j.recipes.directory;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;

/** The recipes of this package. */
public final class DirectoryRecipes {

    /** The names of all of them. */
    public static final List<String> NAMES = List.of(
            "slapos.cookbook:mkdirectory",
            "slapos.cookbook:makedirectory",
            "slapos.recipe.build:mkdirectory",
            "slapos.cookbook:symbolic.link",
            "cns.recipe.symlink");

    private DirectoryRecipes() {}

    /** Every recipe of this package, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(MakeDirectoryRecipe.DESCRIPTION, MakeDirectoryRecipe::new),
                new CatalogEntry(LinkRecipe.BY_NAME, LinkRecipe::byName),
                new CatalogEntry(LinkRecipe.BY_PAIR, LinkRecipe::byPair));
    }
}
