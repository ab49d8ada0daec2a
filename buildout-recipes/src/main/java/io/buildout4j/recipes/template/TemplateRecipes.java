package io.buildout4j.recipes.template;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The recipes of this package. */
public final class TemplateRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of("slapos.recipe.template:jinja2");

    public TemplateRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        AtomicReference<@Nullable TemplateRenderer> made = new AtomicReference<>();
        // Made when the first part needs it: a run without templates does not load what they need.
        Supplier<TemplateRenderer> renderer = () -> {
            TemplateRenderer known = made.get();
            if (known == null) {
                known = new TemplateRenderer();
                made.set(known);
            }
            return known;
        };
        return List.of(new CatalogEntry(JinjaRecipe.DESCRIPTION, part -> new JinjaRecipe(part, renderer)));
    }
}
