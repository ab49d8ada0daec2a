/** Services that are kept running: by the host itself, or by supervisord or systemd, for which files are written. */
@NullMarked
package io.buildout4j.recipes.node.supervise;

import org.jspecify.annotations.NullMarked;
