package io.buildout4j.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Loading and resolving from nothing as one thing grows: ten times the size should take ten times as long. With room for
 * all of it, for in a small heap the collector copies a large profile again and again while it is made, and what is
 * measured is that.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseParallelGC", "-Xms8g", "-Xmn6g"})
public class GrowthBenchmark {

    @Param
    private GeneratedProfile shape;

    @Param({"10", "100", "1000", "10000"})
    private int size;

    private Path directory;
    private Path root;

    @Setup
    public void write() throws IOException {
        directory = Files.createTempDirectory("bench");
        root = shape.write(directory, size);
    }

    @TearDown
    public void remove() throws IOException {
        Directories.delete(directory);
    }

    @Benchmark
    public void loadAndResolve(Blackhole results) {
        ProfileBenchmark.resolveAll(ProfileBenchmark.engine().load(root), results);
    }
}
