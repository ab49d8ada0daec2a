package io.buildout4j.recipes.catalog;

import io.buildout4j.recipe.RecipeFactory;
import io.buildout4j.recipe.UninstallHook;
import java.util.Optional;

/**
 * A recipe of this library: its description and how it is made.
 *
 * @param description what it is called and what it reads
 * @param factory makes the recipe of one part
 * @param uninstallHook what else to do when a part of it is uninstalled
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record CatalogEntry(
        RecipeDescription description, RecipeFactory factory, Optional<UninstallHook> uninstallHook) {

    /** A recipe whose parts are uninstalled by removing their files. */
    public CatalogEntry(RecipeDescription description, RecipeFactory factory) {
        this(description, factory, Optional.empty());
    }
}
