package io.buildout4j.recipes.compile;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;

/** The recipes of this package. */
public final class CompileRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of("hexagonit.recipe.cmmi", "slapos.recipe.cmmi", "zc.recipe.cmmi");

    public CompileRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(HexagonitCmmi.DESCRIPTION, HexagonitCmmi::new),
                new CatalogEntry(SlaposCmmi.DESCRIPTION, SlaposCmmi::new),
                new CatalogEntry(ZcCmmi.DESCRIPTION, ZcCmmi::new));
    }
}
