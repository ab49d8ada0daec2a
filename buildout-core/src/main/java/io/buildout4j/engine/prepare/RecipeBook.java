package io.buildout4j.engine.prepare;

import io.buildout4j.recipe.RecipeFactory;
import io.buildout4j.recipe.RecipeProvider;
import io.buildout4j.recipe.UninstallHook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The recipes a host has registered, by name; of two with one name the later counts. */
public final class RecipeBook {

    private static final String DEFAULT_ENTRY = ":default";

    private final List<RecipeProvider> latestFirst;

    /** What those list, asked for once: recipes of one list may share what they keep. */
    private final List<Map<String, RecipeFactory>> listed = new ArrayList<>();

    /** @param providers in the order of their registration */
    public RecipeBook(List<RecipeProvider> providers) {
        latestFirst = new ArrayList<>(providers);
        Collections.reverse(latestFirst);
        for (RecipeProvider provider : latestFirst) {
            listed.add(provider.recipes());
        }
    }

    /** The recipe of that name. {@code name} and {@code name:default} are the same. */
    public Optional<RecipeFactory> find(String recipe) {
        RecipeFactory byName = byName(listed, recipe);
        if (byName != null) {
            return Optional.of(byName);
        }
        for (RecipeProvider provider : latestFirst) {
            Optional<RecipeFactory> found = provider.find(recipe);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What uninstalling a part of that recipe needs beyond removing files, if anything. */
    public Optional<UninstallHook> hook(String recipe) {
        List<Map<String, UninstallHook>> hooks = new ArrayList<>();
        for (RecipeProvider provider : latestFirst) {
            hooks.add(provider.uninstallHooks());
        }
        return Optional.ofNullable(byName(hooks, recipe));
    }

    private static <T> @Nullable T byName(List<Map<String, T>> maps, String recipe) {
        String name = recipe.strip();
        T exact = first(maps, name);
        if (exact != null) {
            return exact;
        }
        if (name.endsWith(DEFAULT_ENTRY)) {
            return first(maps, name.substring(0, name.length() - DEFAULT_ENTRY.length()));
        }
        return name.indexOf(':') < 0 ? first(maps, name + DEFAULT_ENTRY) : null;
    }

    private static <T> @Nullable T first(List<Map<String, T>> maps, String name) {
        for (Map<String, T> map : maps) {
            T found = map.get(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** All names, for a hint when one is not known. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        listed.forEach(recipes -> names.addAll(recipes.keySet()));
        return names;
    }
}
