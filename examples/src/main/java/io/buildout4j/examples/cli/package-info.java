/** The command line program {@code buildout}: a thin host of the library that keeps zc.buildout's options and habits. */
@NullMarked
package io.buildout4j.examples.cli;

import org.jspecify.annotations.NullMarked;
