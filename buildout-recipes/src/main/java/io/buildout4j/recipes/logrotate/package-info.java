/** Recipes that write the configuration of logrotate. */
@NullMarked
package io.buildout4j.recipes.logrotate;

import org.jspecify.annotations.NullMarked;
