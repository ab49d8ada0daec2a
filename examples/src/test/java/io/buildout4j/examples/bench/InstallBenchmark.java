package io.buildout4j.examples.bench;

import io.buildout4j.Buildout;
import io.buildout4j.install.InstallReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Runs of many trivial parts, from the profile's file to the report: the first, one that finds nothing to do, and one
 * that finds one option changed. A single shot each, because the first run wants a new directory every time, and
 * nothing is deleted before the end, because files are slow to make where others were just deleted.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(1)
public class InstallBenchmark {

    @Param({"10", "100", "1000", "10000"})
    private int size;

    private Path directory;
    private Path profile;
    private Path installed;
    private Buildout buildout;
    private int runs;

    @Setup
    public void install() throws IOException {
        directory = Files.createTempDirectory("bench");
        profile = ManyParts.profile(directory, size);
        buildout = Buildout.builder()
                .withoutUserDefaults()
                .recipe("bench:file", ManyParts.FileRecipe::new)
                .build();
        installed = Files.createDirectory(directory.resolve("installed"));
        run(installed, Map.of());
    }

    @TearDown
    public void remove() throws IOException {
        Directories.delete(directory);
    }

    @Benchmark
    public InstallReport fresh() throws IOException {
        return run(Files.createDirectory(directory.resolve("fresh" + runs++)), Map.of());
    }

    @Benchmark
    public InstallReport nothingChanged() {
        return run(installed, Map.of());
    }

    /** The last part, which no other refers to. */
    @Benchmark
    public InstallReport oneChanged() {
        return run(installed, Map.of("part" + (size - 1) + ":text", "run " + runs++));
    }

    private InstallReport run(Path where, Map<String, String> assignments) {
        return buildout.install(buildout.plan(buildout.load(profile, assignments), where));
    }
}
