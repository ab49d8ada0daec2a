/**
 * Running one child process to its end: a time limit, a bounded tail of what it printed, and the whole process tree
 * stopped with it.
 */
@NullMarked
package io.buildout4j.process;

import org.jspecify.annotations.NullMarked;
