/** For authors of recipes: a recipe constructed, installed, updated, uninstalled and rolled back in a few lines of a test. */
@NullMarked
package io.buildout4j.recipe.testkit;

import org.jspecify.annotations.NullMarked;
