/**
 * The one door: {@link io.buildout4j.Buildout} reads, explains, plans and installs; whatever stops it is a
 * {@link io.buildout4j.BuildoutException} that carries a {@link io.buildout4j.Diagnostic}.
 */
@NullMarked
package io.buildout4j;

import org.jspecify.annotations.NullMarked;
