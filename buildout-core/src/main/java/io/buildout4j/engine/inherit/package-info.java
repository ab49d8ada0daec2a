/** Macros: what a section takes over from the sections that its {@code <=} names. */
@NullMarked
package io.buildout4j.engine.inherit;

import org.jspecify.annotations.NullMarked;
