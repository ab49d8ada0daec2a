package io.buildout4j.recipes.promise;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;

/** The recipes of this package. */
public final class PromiseRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of(
            "slapos.cookbook:promise.plugin",
            "slapos.cookbook:check_port_listening",
            "slapos.cookbook:check_url_available",
            "slapos.cookbook:check_parameter");

    public PromiseRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(PromisePluginRecipe.DESCRIPTION, PromisePluginRecipe::new),
                new CatalogEntry(CheckScriptRecipe.PORT, CheckScriptRecipe::port),
                new CatalogEntry(CheckScriptRecipe.URL, CheckScriptRecipe::url),
                new CatalogEntry(CheckScriptRecipe.PARAMETER, CheckScriptRecipe::parameter));
    }
}
