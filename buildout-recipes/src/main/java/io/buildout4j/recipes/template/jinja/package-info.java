/**
 * Jinja2's templates on Jinjava: Jinjava takes the template apart and builds the tree, what its nodes mean is compiled
 * here into statements over Python values.
 */
@NullMarked
package io.buildout4j.recipes.template.jinja;

import org.jspecify.annotations.NullMarked;
