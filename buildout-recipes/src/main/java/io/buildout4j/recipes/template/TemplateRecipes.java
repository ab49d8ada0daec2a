package io.buildout4j.recipes.template;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The recipes of this package. */
public final class TemplateRecipes {

    /** The names of all of them. */
    public static final List<String> NAMES = List.of("slapos.recipe.template:jinja2");

    private TemplateRecipes() {}

    /** Every recipe of this package, with its description; templates are compiled once for all parts. */
    public static List<CatalogEntry> catalog() {
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
