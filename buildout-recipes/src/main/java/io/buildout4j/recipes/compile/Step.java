package io.buildout4j.recipes.compile;

/**
 * One command of a build.
 *
 * @param name what it is for, in a word: {@code configure}
 * @param line for the shell
 */
record Step(String name, String line) {

    /** Several lines of shell text, of which the first that fails ends the step. */
    static Step script(String name, String text) {
        return new Step(name, "set -e;" + text);
    }
}
