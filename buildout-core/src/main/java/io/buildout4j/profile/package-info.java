/** Profiles as data: sections, options and values, each of which knows who wrote it and where. */
@NullMarked
package io.buildout4j.profile;

import org.jspecify.annotations.NullMarked;
