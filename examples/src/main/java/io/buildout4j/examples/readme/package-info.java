/** The programs of the README, whole: the build compiles them, runs them, and compares the README with them. */
@NullMarked
package io.buildout4j.examples.readme;

import org.jspecify.annotations.NullMarked;
