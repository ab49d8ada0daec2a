package io.buildout4j.recipes.download;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;
import java.util.Optional;

/** The recipes of this package. */
public final class DownloadRecipes {

    /** The names of all of them. */
    public static final List<String> NAMES = List.of(
            "hexagonit.recipe.download",
            "slapos.recipe.build:download",
            "slapos.recipe.build:download-unpacked",
            "slapos.recipe.build:gitclone");

    private DownloadRecipes() {}

    /** Every recipe of this package, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(HexagonitDownload.DESCRIPTION, HexagonitDownload::new),
                new CatalogEntry(DownloadRecipe.DESCRIPTION, DownloadRecipe::new),
                new CatalogEntry(DownloadUnpackedRecipe.DESCRIPTION, DownloadUnpackedRecipe::new),
                new CatalogEntry(
                        GitCloneRecipe.DESCRIPTION, GitCloneRecipe::new, Optional.of(GitCloneRecipe::uninstall)));
    }
}
