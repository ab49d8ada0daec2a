/** Placeholder. */
@NullMarked
package io.buildout4j.examples;

import org.jspecify.annotations.NullMarked;
