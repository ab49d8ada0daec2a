/** Recipes that speak with whoever deploys: parameters in, connection parameters out, requests for other instances. */
@NullMarked
package io.buildout4j.recipes.slap;

import org.jspecify.annotations.NullMarked;
