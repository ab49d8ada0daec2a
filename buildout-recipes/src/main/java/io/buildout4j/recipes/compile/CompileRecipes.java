package io.buildout4j.recipes.compile;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;

/** The recipes of this package. */
public final class CompileRecipes {

    /** The names of all of them. */
    public static final List<String> NAMES = List.of("hexagonit.recipe.cmmi", "slapos.recipe.cmmi", "zc.recipe.cmmi");

    private CompileRecipes() {}

    /** Every recipe of this package, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(HexagonitCmmi.DESCRIPTION, HexagonitCmmi::new),
                new CatalogEntry(SlaposCmmi.DESCRIPTION, SlaposCmmi::new),
                new CatalogEntry(ZcCmmi.DESCRIPTION, ZcCmmi::new));
    }
}
