/** Recipes that bring files and trees from elsewhere: downloads, unpacked archives, clones. */
@NullMarked
package io.buildout4j.recipes.download;

import org.jspecify.annotations.NullMarked;
