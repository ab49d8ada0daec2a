package io.buildout4j.examples.bench;

import io.buildout4j.Buildout;
import io.buildout4j.install.InstallReport;
import io.buildout4j.recipes.StandardRecipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * A part that downloads an archive, verifies and unpacks it, in a host that runs already; {@code archive.sh} gives it the
 * address, and has the shell do the same beside it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgs = "-Xmx64m")
public class ArchiveBenchmark {

    /** Of the archive. */
    @Param("")
    private String url;

    /** Its MD5. */
    @Param("")
    private String sum;

    private Path above;
    private Path directory;

    @Setup
    public void begin() throws IOException {
        above = Files.createTempDirectory("bench");
    }

    /** A new directory each time; the one before goes now, so that memory suffices. */
    @Setup(Level.Iteration)
    public void place() throws IOException {
        Directories.delete(above);
        directory = Files.createDirectories(above.resolve("run"));
        Files.writeString(
                directory.resolve("buildout.cfg"),
                "[buildout]\nparts = a\n[a]\nrecipe = slapos.recipe.build:download-unpacked\nurl = " + url
                        + "\nmd5sum = " + sum + "\n");
    }

    @TearDown
    public void remove() throws IOException {
        Directories.delete(above);
    }

    @Benchmark
    public InstallReport fetchAndUnpack() {
        Buildout buildout = Buildout.builder()
                .withoutUserDefaults()
                .recipes(new StandardRecipes())
                .build();
        return buildout.install(buildout.plan(buildout.load(directory.resolve("buildout.cfg"))));
    }
}
