/** Recipes for cron: what to run when. */
@NullMarked
package io.buildout4j.recipes.schedule;

import org.jspecify.annotations.NullMarked;
