/** Recipes that build software from source: configure, make, make install. */
@NullMarked
package io.buildout4j.recipes.compile;

import org.jspecify.annotations.NullMarked;
