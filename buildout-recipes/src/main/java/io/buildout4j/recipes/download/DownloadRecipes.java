package io.buildout4j.recipes.download;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;
import java.util.Optional;

/** The recipes of this package. */
public final class DownloadRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of(
            "hexagonit.recipe.download",
            "slapos.recipe.build:download",
            "slapos.recipe.build:download-unpacked",
            "slapos.recipe.build:gitclone");

    public DownloadRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(HexagonitDownload.DESCRIPTION, HexagonitDownload::new),
                new CatalogEntry(DownloadRecipe.DESCRIPTION, DownloadRecipe::new),
                new CatalogEntry(DownloadUnpackedRecipe.DESCRIPTION, DownloadUnpackedRecipe::new),
                new CatalogEntry(
                        GitCloneRecipe.DESCRIPTION, GitCloneRecipe::new, Optional.of(GitCloneRecipe::uninstall)));
    }
}
