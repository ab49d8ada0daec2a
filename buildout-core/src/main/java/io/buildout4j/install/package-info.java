/** Installing as data: what would change and why, what happened, and the events in between. */
@NullMarked
package io.buildout4j.install;

import org.jspecify.annotations.NullMarked;
