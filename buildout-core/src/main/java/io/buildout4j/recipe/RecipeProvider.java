package io.buildout4j.recipe;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A set of recipes under the names by which profiles call them. Found by {@link java.util.ServiceLoader} when the host
 * asks for it, or given to the engine explicitly.
 */
public interface RecipeProvider {

    /** The recipes by the text of a section's {@code recipe} option, such as {@code slapos.cookbook:wrapper}. */
    Map<String, RecipeFactory> recipes();

    /**
     * The recipe that a text leads to which cannot be listed by {@link #recipes}, such as the path of a file. Asked only
     * for what no provider lists. Finds nothing unless overridden.
     *
     * @param recipe the text of a section's {@code recipe} option
     */
    default Optional<RecipeFactory> find(String recipe) {
        return Optional.empty();
    }

    /**
     * The names of the options that parts may have, by recipe, for those recipes of which they are all known: a check of
     * a profile warns of others that nothing refers to. A name that ends with {@code *} stands for all that begin so.
     * Empty unless overridden.
     */
    default Map<String, Set<String>> options() {
        return Map.of();
    }

    /**
     * What to do, beyond removing files, when a part of that recipe is uninstalled; by the same names. Empty unless
     * overridden.
     */
    default Map<String, UninstallHook> uninstallHooks() {
        return Map.of();
    }
}
