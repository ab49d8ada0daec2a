/** Plan -> files: makes the changes, so that whatever goes wrong at whatever moment can be taken back. */
@NullMarked
package io.buildout4j.engine.install;

import org.jspecify.annotations.NullMarked;
