package io.buildout4j.examples.bench;

import io.buildout4j.Buildout;
import io.buildout4j.install.InstallReport;
import io.buildout4j.profile.Profile;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
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

/** Independent parts that each keep one processor busy: with two processors two at a time should take half as long. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(1)
public class ParallelBenchmark {

    private static final int PARTS = 10;

    /** Some tens of milliseconds of computing. */
    private static final long WORK = 20_000_000;

    @Param({"1", "2"})
    private int parallelism;

    private Path directory;
    private Buildout buildout;
    private Profile profile;
    private int runs;

    @Setup
    public void load() throws IOException {
        directory = Files.createTempDirectory("bench");
        StringBuilder text = new StringBuilder("[buildout]\nparts =");
        for (int i = 0; i < PARTS; i++) {
            text.append(" part").append(i);
        }
        for (int i = 0; i < PARTS; i++) {
            text.append("\n[part").append(i).append("]\nrecipe = bench:work\n");
        }
        buildout = Buildout.builder()
                .withoutUserDefaults()
                .parallelism(parallelism)
                .recipe("bench:work", WorkRecipe::new)
                .build();
        profile = buildout.load(Files.writeString(directory.resolve("buildout.cfg"), text));
    }

    @TearDown
    public void remove() throws IOException {
        Directories.delete(directory);
    }

    @Benchmark
    public InstallReport install() throws IOException {
        return buildout.install(buildout.plan(profile, Files.createDirectory(directory.resolve("run" + runs++))));
    }

    /** Works and leaves nothing. */
    private static final class WorkRecipe implements Recipe {

        WorkRecipe(Part part) {
            part.location();
        }

        @Override
        public void install(Installation installation) {
            Blackhole.consumeCPU(WORK);
        }
    }
}
