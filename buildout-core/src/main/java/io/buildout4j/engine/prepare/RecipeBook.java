package io.buildout4j.engine.prepare;

import io.buildout4j.recipe.RecipeFactory;
import io.buildout4j.recipe.RecipeProvider;
import io.buildout4j.recipe.UninstallHook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The recipes a host has registered, by name; of two with one name the later counts. */
public final class RecipeBook {

    private static final String DEFAULT_ENTRY = ":default";

    private final Map<String, RecipeFactory> recipes;
    private final Map<String, UninstallHook> hooks;

    private final List<RecipeProvider> providers;

    private RecipeBook(
            Map<String, RecipeFactory> recipes, Map<String, UninstallHook> hooks, List<RecipeProvider> providers) {
        this.recipes = recipes;
        this.hooks = hooks;
        this.providers = List.copyOf(providers);
    }

    /** The recipes of some providers. */
    public static RecipeBook of(List<RecipeProvider> providers) {
        Map<String, RecipeFactory> recipes = new LinkedHashMap<>();
        Map<String, UninstallHook> hooks = new HashMap<>();
        for (RecipeProvider provider : providers) {
            recipes.putAll(provider.recipes());
            hooks.putAll(provider.uninstallHooks());
        }
        return new RecipeBook(recipes, hooks, providers);
    }

    /** The recipe of that name. {@code name} and {@code name:default} are the same. */
    public Optional<RecipeFactory> find(String recipe) {
        return byName(recipes, recipe)
                .or(() -> providers.stream()
                        .flatMap(provider -> provider.find(recipe).stream())
                        .reduce((earlier, later) -> later));
    }

    /** What uninstalling a part of that recipe needs beyond removing files, if anything. */
    public Optional<UninstallHook> hook(String recipe) {
        return byName(hooks, recipe);
    }

    private static <T> Optional<T> byName(Map<String, T> all, String recipe) {
        String name = recipe.strip();
        List<String> spellings = new ArrayList<>(List.of(name));
        if (name.endsWith(DEFAULT_ENTRY)) {
            spellings.add(name.substring(0, name.length() - DEFAULT_ENTRY.length()));
        } else if (name.indexOf(':') < 0) {
            spellings.add(name + DEFAULT_ENTRY);
        }
        return spellings.stream()
                .flatMap(s -> Optional.ofNullable(all.get(s)).stream())
                .findFirst();
    }

    /** All names, for a hint when one is not known. */
    public Set<String> names() {
        return Collections.unmodifiableSet(recipes.keySet());
    }
}
