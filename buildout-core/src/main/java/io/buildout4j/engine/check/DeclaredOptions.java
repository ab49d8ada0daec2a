package io.buildout4j.engine.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which options the parts of a recipe may have, for those recipes of which that is known. */
public final class DeclaredOptions {

    private static final String DEFAULT_ENTRY = ":default";
    /** What every section may have, whatever its recipe. */
    private static final Set<String> ALWAYS = Set.of("recipe", "<", "<part-dependencies>");

    private final Map<String, Set<String>> byRecipe;

    private DeclaredOptions(Map<String, Set<String>> byRecipe) {
        this.byRecipe = byRecipe;
    }

    /**
     * @param declarations names of options by recipe; a name that ends with {@code *} stands for all that begin so. Of
     *     two declarations for one recipe the later counts
     */
    public static DeclaredOptions of(Collection<Map<String, Set<String>>> declarations) {
        Map<String, Set<String>> all = new HashMap<>();
        declarations.forEach(declared -> declared.forEach((recipe, options) -> all.put(plain(recipe), options)));
        return new DeclaredOptions(all);
    }

    /** The options of a recipe, or nothing if they are not known. */
    @Nullable
    Set<String> of(String recipe) {
        return byRecipe.get(plain(recipe.strip()));
    }

    /** Whether an option is one of those declared. An underscore in front marks what people keep for themselves. */
    static boolean allows(Set<String> declared, String option) {
        return option.startsWith("_")
                || ALWAYS.contains(option)
                || declared.contains(option)
                || declared.stream()
                        .anyMatch(
                                name -> name.endsWith("*") && option.startsWith(name.substring(0, name.length() - 1)));
    }

    private static String plain(String recipe) {
        return recipe.endsWith(DEFAULT_ENTRY) ? recipe.substring(0, recipe.length() - DEFAULT_ENTRY.length()) : recipe;
    }
}
