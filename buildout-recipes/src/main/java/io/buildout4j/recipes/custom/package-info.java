/** Recipes that stand beside a profile: in a Java source file, or in a jar. */
@NullMarked
package io.buildout4j.recipes.custom;

import org.jspecify.annotations.NullMarked;
