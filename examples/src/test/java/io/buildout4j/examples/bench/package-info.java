/**
 * What is measured: one class of JMH benchmarks a subject, run by {@code examples/bench/jmh}; the figures and the
 * scripts that run the original beside us are in {@code examples/bench}.
 */
@NullMarked
package io.buildout4j.examples.bench;

import org.jspecify.annotations.NullMarked;
