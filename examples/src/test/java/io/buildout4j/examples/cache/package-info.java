/** Tests of the server of SlapOS's network cache. */
@NullMarked
package io.buildout4j.examples.cache;

import org.jspecify.annotations.NullMarked;
