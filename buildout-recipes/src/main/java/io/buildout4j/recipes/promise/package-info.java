/** Recipes that write promises for the promise runner. */
@NullMarked
package io.buildout4j.recipes.promise;

import org.jspecify.annotations.NullMarked;
