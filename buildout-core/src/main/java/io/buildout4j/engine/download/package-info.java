/** From URL to verified file: one pass over the bytes, nothing visible before it is complete and verified. */
@NullMarked
package io.buildout4j.engine.download;

import org.jspecify.annotations.NullMarked;
