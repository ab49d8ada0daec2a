/** Unpacking archives nobody vouches for: every entry is checked before it is written, and a failure leaves nothing. */
@NullMarked
package io.buildout4j.recipes.archive;

import org.jspecify.annotations.NullMarked;
