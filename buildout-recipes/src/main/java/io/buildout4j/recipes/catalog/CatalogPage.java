package io.buildout4j.recipes.catalog;

import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipe.RecipeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The recipes of one package. Their names are known at once; the rest is read when one of them is first asked for, so
 * that a run loads no more recipes than it has parts.
 */
public abstract class CatalogPage {

    private final List<String> names;
    private @Nullable List<CatalogEntry> read;
    private final Map<String, CatalogEntry> byName = new HashMap<>();

    /** @param names all names of all recipes */
    protected CatalogPage(List<String> names) {
        this.names = names;
    }

    /** Makes the list of the recipes, once. */
    protected abstract List<CatalogEntry> catalog();

    /** All names of all recipes. */
    public final List<String> names() {
        return names;
    }

    /** The recipes, in the order in which to list them. */
    public final synchronized List<CatalogEntry> entries() {
        List<CatalogEntry> known = read;
        if (known == null) {
            known = catalog();
            for (CatalogEntry entry : known) {
                for (String name : entry.description().names()) {
                    byName.put(name, entry);
                }
            }
            read = known;
        }
        return known;
    }

    /** Makes the recipe of that name. */
    public final RecipeFactory factory(String name) {
        return new Late(name);
    }

    private synchronized CatalogEntry entry(String name) {
        entries();
        CatalogEntry entry = byName.get(name);
        if (entry == null) {
            throw new IllegalStateException("recipe " + name + " is named and not described");
        }
        return entry;
    }

    /** Reads the page when it is first wanted. */
    private final class Late implements RecipeFactory {
        private final String name;

        Late(String name) {
            this.name = name;
        }

        @Override
        public Recipe create(Part part) throws Exception {
            return entry(name).factory().create(part);
        }
    }
}
