package io.buildout4j.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Benchmarks rot when nobody runs them. */
class BenchmarksTest {

    @Test
    void everyBenchmarkRunsOnceWithTheSmallestSize() throws Exception {
        var once = new OptionsBuilder()
                .include("io\\.buildout4j\\.examples\\.bench\\.")
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .param("size", "10")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (System.getenv("SLAPOS_CHECKOUT") == null) {
            once.exclude("CorpusBenchmark");
        }

        Collection<RunResult> results = new Runner(once.build()).run();

        assertThat(results).isNotEmpty();
    }
}
