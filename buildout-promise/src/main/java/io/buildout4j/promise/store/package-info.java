/** The result and cache files of promises, in the form SlapOS's own tools write and read. */
@NullMarked
package io.buildout4j.promise.store;

import org.jspecify.annotations.NullMarked;
