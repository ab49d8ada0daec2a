/** Real software, built and run through the recipes. */
@NullMarked
package io.buildout4j.examples.builds;

import org.jspecify.annotations.NullMarked;
