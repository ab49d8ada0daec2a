package io.buildout4j.recipes.python;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;

/** The recipes of this package. */
public final class PythonRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of(
            "zc.recipe.egg",
            "zc.recipe.egg:scripts",
            "zc.recipe.egg:eggs",
            "zc.recipe.egg:custom",
            "zc.recipe.egg:develop");

    public PythonRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(EggRecipe.SCRIPTS, part -> new EggRecipe(part, true)),
                new CatalogEntry(EggRecipe.EGGS, part -> new EggRecipe(part, false)),
                new CatalogEntry(BuiltEggRecipe.CUSTOM, BuiltEggRecipe::custom),
                new CatalogEntry(BuiltEggRecipe.DEVELOP, BuiltEggRecipe::develop));
    }
}
