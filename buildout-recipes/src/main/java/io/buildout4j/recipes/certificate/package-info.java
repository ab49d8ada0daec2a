/** Recipes for a certificate authority of one's own, and for certificates that it signs; openssl does the work. */
@NullMarked
package io.buildout4j.recipes.certificate;

import org.jspecify.annotations.NullMarked;
