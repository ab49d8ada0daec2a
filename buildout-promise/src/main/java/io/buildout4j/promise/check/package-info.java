/** The promises everybody needs, under SlapOS's names and keys, without Python. */
@NullMarked
package io.buildout4j.promise.check;

import org.jspecify.annotations.NullMarked;
