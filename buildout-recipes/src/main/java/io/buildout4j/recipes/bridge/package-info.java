/** Recipes that are written in Python, in a profile or in a file beside it, run by the Python of the machine. */
@NullMarked
package io.buildout4j.recipes.bridge;

import org.jspecify.annotations.NullMarked;
