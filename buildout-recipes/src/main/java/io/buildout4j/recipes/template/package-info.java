/** Templates: the recipe that renders Jinja2 templates, and the renderer on its own. */
@NullMarked
package io.buildout4j.recipes.template;

import org.jspecify.annotations.NullMarked;
