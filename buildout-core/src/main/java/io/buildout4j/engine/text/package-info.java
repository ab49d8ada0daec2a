/** What all stages agree on about text: which characters are blank, how names sort, which name was likely meant. */
@NullMarked
package io.buildout4j.engine.text;

import org.jspecify.annotations.NullMarked;
