/** Names of recipes that profiles in the wild use and this library does not have, with what to do instead. */
@NullMarked
package io.buildout4j.recipes.missing;

import org.jspecify.annotations.NullMarked;
