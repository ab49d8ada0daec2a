/** Recipes for directories and symbolic links. */
@NullMarked
package io.buildout4j.recipes.directory;

import org.jspecify.annotations.NullMarked;
