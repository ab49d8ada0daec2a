/** Recipes that fill buildout substitutions into files. */
@NullMarked
package io.buildout4j.recipes.textfile;

import org.jspecify.annotations.NullMarked;
