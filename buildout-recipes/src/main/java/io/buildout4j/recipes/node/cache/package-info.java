/** Finished trees where other machines find them: by what made them, verified and signed. */
@NullMarked
package io.buildout4j.recipes.node.cache;

import org.jspecify.annotations.NullMarked;
