/** Words and launchers as the POSIX shell reads them. */
@NullMarked
package io.buildout4j.recipes.shell;

import org.jspecify.annotations.NullMarked;
