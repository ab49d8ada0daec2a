package io.buildout4j.recipes.download;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;

/** The recipes of this package. */
public final class DownloadRecipes {

    private DownloadRecipes() {}

    /** Every recipe of this package, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(new CatalogEntry(HexagonitDownload.DESCRIPTION, HexagonitDownload::new));
    }
}
