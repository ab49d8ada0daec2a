/** The standard recipes, by the names that zc.buildout and SlapOS profiles call them. */
@NullMarked
package io.buildout4j.recipes;

import org.jspecify.annotations.NullMarked;
