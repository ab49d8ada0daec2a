/**
 * Python's values and Jinja2's expressions: what {@code {{ … }}} means, from the characters to the value and back to
 * text. Knows nothing of templates.
 */
@NullMarked
package io.buildout4j.recipes.template.python;

import org.jspecify.annotations.NullMarked;
