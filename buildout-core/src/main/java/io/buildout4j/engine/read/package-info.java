/** From where a file is said to be to its text: relative names, files and URLs, the extends cache. */
@NullMarked
package io.buildout4j.engine.read;

import org.jspecify.annotations.NullMarked;
