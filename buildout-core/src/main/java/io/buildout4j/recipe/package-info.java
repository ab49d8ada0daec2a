/** What the author of a recipe sees: the recipe itself, the part it is made for, and the installation it acts in. */
@NullMarked
package io.buildout4j.recipe;

import org.jspecify.annotations.NullMarked;
