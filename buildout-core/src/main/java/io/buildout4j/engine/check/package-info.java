/** What a profile likely does not mean: misspelt names, and what nothing reads. */
@NullMarked
package io.buildout4j.engine.check;

import org.jspecify.annotations.NullMarked;
