/** Promises in a host of one's own: what a bang is for, and the health endpoints of MicroProfile and Spring Boot. */
@NullMarked
package io.buildout4j.examples.promises;

import org.jspecify.annotations.NullMarked;
