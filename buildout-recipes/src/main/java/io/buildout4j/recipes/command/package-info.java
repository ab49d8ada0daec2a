/** The recipe that runs a shell command of the profile. */
@NullMarked
package io.buildout4j.recipes.command;

import org.jspecify.annotations.NullMarked;
