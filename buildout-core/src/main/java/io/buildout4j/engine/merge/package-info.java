/** From the files of a profile to one raw profile: {@code extends}, {@code +=}, {@code -=} and assignments. */
@NullMarked
package io.buildout4j.engine.merge;

import org.jspecify.annotations.NullMarked;
