package io.buildout4j.recipes.textfile;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;

/** The recipes of this package. */
public final class TextFileRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of("slapos.recipe.template", "collective.recipe.template");

    public TextFileRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(SubstitutedFileRecipe.DESCRIPTION, SubstitutedFileRecipe::new),
                new CatalogEntry(CollectiveTemplateRecipe.DESCRIPTION, CollectiveTemplateRecipe::new));
    }
}
