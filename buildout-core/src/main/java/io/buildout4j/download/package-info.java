/** Verified downloads as a host or a recipe asks for them. */
@NullMarked
package io.buildout4j.download;

import org.jspecify.annotations.NullMarked;
