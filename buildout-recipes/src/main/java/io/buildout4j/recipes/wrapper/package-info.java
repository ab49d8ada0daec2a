/** The recipe that writes launchers for programs. */
@NullMarked
package io.buildout4j.recipes.wrapper;

import org.jspecify.annotations.NullMarked;
