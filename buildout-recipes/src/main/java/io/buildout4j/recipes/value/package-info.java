/** Recipes that work out a value for other sections to refer to: ports, passwords, random numbers, parts of URLs. */
@NullMarked
package io.buildout4j.recipes.value;

import org.jspecify.annotations.NullMarked;
