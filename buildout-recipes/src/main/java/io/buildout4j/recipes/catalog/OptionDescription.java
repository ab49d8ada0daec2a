package io.buildout4j.recipes.catalog;

/**
 * One option that a recipe reads.
 *
 * @param name the option; a name that ends with {@code *} stands for all options that begin so
 * @param type what its text is read as
 * @param meaning what it says, in a few words
 * @param required whether a part cannot do without it
 * @param standard what is taken when the option is missing, as a reader would write it; empty if nothing is
 */
public record OptionDescription(String name, OptionType type, String meaning, boolean required, String standard) {}
