/** Section with a recipe -> constructed part: the recipes by name, and the engine's side of {@link io.buildout4j.recipe.Part}. */
@NullMarked
package io.buildout4j.engine.prepare;

import org.jspecify.annotations.NullMarked;
