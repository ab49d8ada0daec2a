package io.buildout4j.recipe;

/** Makes the recipe of one part; usually a constructor reference. */
@FunctionalInterface
public interface RecipeFactory {

    /**
     * Reads the part's options and makes its recipe. Touches no disk.
     *
     * @throws Exception whatever is wrong with the options, best made by {@link Part#reject}
     */
    Recipe create(Part part) throws Exception;
}
