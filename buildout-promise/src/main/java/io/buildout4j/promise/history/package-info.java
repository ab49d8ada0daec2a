/** The log file of a promise, which is its memory: written one line an entry, read from its end, judged by a rule. */
@NullMarked
package io.buildout4j.promise.history;

import org.jspecify.annotations.NullMarked;
