package io.buildout4j.recipes.value;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;

/** The recipes of this package. */
public final class ValueRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of(
            "slapos.cookbook:free_port",
            "slapos.cookbook:generate.password",
            "slapos.cookbook:random.integer",
            "slapos.cookbook:random.time",
            "slapos.cookbook:generate.mac",
            "slapos.cookbook:userinfo",
            "slapos.cookbook:urlparse",
            "slapos.cookbook:readline",
            "slapos.cookbook:jsondump");

    public ValueRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(FreePortRecipe.DESCRIPTION, FreePortRecipe::new),
                new CatalogEntry(PasswordRecipe.DESCRIPTION, PasswordRecipe::new),
                new CatalogEntry(RandomRecipe.INTEGER, RandomRecipe::integer),
                new CatalogEntry(RandomRecipe.TIME, RandomRecipe::time),
                new CatalogEntry(MacAddressRecipe.DESCRIPTION, MacAddressRecipe::new),
                new CatalogEntry(UserRecipe.DESCRIPTION, UserRecipe::new),
                new CatalogEntry(UrlRecipe.DESCRIPTION, UrlRecipe::new),
                new CatalogEntry(FirstLineRecipe.DESCRIPTION, FirstLineRecipe::new),
                new CatalogEntry(JsonFileRecipe.DESCRIPTION, JsonFileRecipe::new));
    }
}
