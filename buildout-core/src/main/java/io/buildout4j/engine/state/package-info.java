/** What is installed, remembered on disk: the state file, the journal of a running installation, and the lock. */
@NullMarked
package io.buildout4j.engine.state;

import org.jspecify.annotations.NullMarked;
