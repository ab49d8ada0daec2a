/** Files that recipes write: content and mode exactly as wanted, in one step. */
@NullMarked
package io.buildout4j.recipes.output;

import org.jspecify.annotations.NullMarked;
