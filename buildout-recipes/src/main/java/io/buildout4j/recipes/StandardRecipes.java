package io.buildout4j.recipes;

import io.buildout4j.recipe.RecipeFactory;
import io.buildout4j.recipe.RecipeProvider;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** All recipes of this library, under the names and aliases that profiles use. */
public final class StandardRecipes implements RecipeProvider {

    private static final Map<String, RecipeFactory> RECIPES = recipesByName();

    private static Map<String, RecipeFactory> recipesByName() {
        Map<String, RecipeFactory> recipes = new TreeMap<>();
        return Collections.unmodifiableMap(recipes);
    }

    @Override
    public Map<String, RecipeFactory> recipes() {
        return RECIPES;
    }
}
