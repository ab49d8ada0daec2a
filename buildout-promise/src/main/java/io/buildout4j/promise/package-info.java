/** Placeholder. */
@NullMarked
package io.buildout4j.promise;

import org.jspecify.annotations.NullMarked;
