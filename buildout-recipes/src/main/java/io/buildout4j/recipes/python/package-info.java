/** Recipes that speak of Python: interpreters, scripts and distributions. */
@NullMarked
package io.buildout4j.recipes.python;

import org.jspecify.annotations.NullMarked;
