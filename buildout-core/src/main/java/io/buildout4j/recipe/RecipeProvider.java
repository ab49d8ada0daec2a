package io.buildout4j.recipe;

import java.util.Map;

/**
 * A set of recipes under the names by which profiles call them. Found by {@link java.util.ServiceLoader} when the host
 * asks for it, or given to the engine explicitly.
 */
public interface RecipeProvider {

    /** The recipes by the text of a section's {@code recipe} option, such as {@code slapos.cookbook:wrapper}. */
    Map<String, RecipeFactory> recipes();

    /**
     * What to do, beyond removing files, when a part of that recipe is uninstalled; by the same names. Empty unless
     * overridden.
     */
    default Map<String, UninstallHook> uninstallHooks() {
        return Map.of();
    }
}
