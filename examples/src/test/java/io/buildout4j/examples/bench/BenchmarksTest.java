package io.buildout4j.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Benchmarks rot when nobody runs them. */
class BenchmarksTest {

    @TempDir
    Path directory;

    private Path archive() throws IOException {
        Path archive = directory.resolve("a.tar.gz");
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
            tar.putArchiveEntry(new TarArchiveEntry("a/file"));
            tar.closeArchiveEntry();
        }
        return archive;
    }

    @Test
    void everyBenchmarkRunsOnceWithTheSmallestSize() throws Exception {
        Path archive = archive();
        var once = new OptionsBuilder()
                .include("io\\.buildout4j\\.examples\\.bench\\.")
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .param("size", "10")
                .param("url", archive.toString())
                .param("sum", DigestUtils.md5Hex(Files.readAllBytes(archive)))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (System.getenv("SLAPOS_CHECKOUT") == null) {
            once.exclude("CorpusBenchmark");
        }

        Collection<RunResult> results = new Runner(once.build()).run();

        assertThat(results).isNotEmpty();
    }
}
