/** Recipes as data: what each is called, what it does and which options it reads. */
@NullMarked
package io.buildout4j.recipes.catalog;

import org.jspecify.annotations.NullMarked;
