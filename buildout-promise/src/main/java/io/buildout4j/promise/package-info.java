/**
 * Promises: checks with memory and escalation. A promise senses, is judged by its history, and rings a bang when a
 * failure lasts; {@link io.buildout4j.promise.PromiseRunner} is the door.
 */
@NullMarked
package io.buildout4j.promise;

import org.jspecify.annotations.NullMarked;
