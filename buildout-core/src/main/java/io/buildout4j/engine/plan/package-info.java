/** Prepared parts, state and disk -> what to do, why, and in which order. Decides; touches nothing. */
@NullMarked
package io.buildout4j.engine.plan;

import org.jspecify.annotations.NullMarked;
