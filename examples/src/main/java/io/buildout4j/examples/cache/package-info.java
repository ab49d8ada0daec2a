/** A server of SlapOS's network cache, small enough to be read whole. */
@NullMarked
package io.buildout4j.examples.cache;

import org.jspecify.annotations.NullMarked;
