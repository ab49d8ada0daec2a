/** Plugin files of {@code etc/plugin}: read without Python where that is possible, else run by one interpreter. */
@NullMarked
package io.buildout4j.promise.plugin;

import org.jspecify.annotations.NullMarked;
