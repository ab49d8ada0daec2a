package io.buildout4j.recipes.template.python;

/**
 * When to stop a template that runs away.
 *
 * @param output the longest text a rendering may give, in characters
 * @param work the number of loop turns and of items or characters made on the way
 * @param depth how deep macros, includes and recursive loops may be nested
 */
public record Limits(long output, long work, int depth) {

    /** Far beyond what any profile needs, and reached within seconds. */
    public static final Limits USUAL = new Limits(64L << 20, 20_000_000, 250);
}
