package io.buildout4j.examples.bench;

import io.buildout4j.Buildout;
import io.buildout4j.engine.parse.ParsedFile;
import io.buildout4j.engine.parse.ProfileParser;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A profile of 17 files, as the median software release has, from text to resolved values. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ProfileBenchmark {

    private static final int FILES = 17;

    private Path directory;
    private Path root;
    private String text;
    private Buildout warm;
    private Profile profile;

    @Setup
    public void write() throws IOException {
        directory = Files.createTempDirectory("bench");
        root = GeneratedProfile.DIAMONDS.write(directory, FILES - 1);
        text = GeneratedProfile.text(2_000);
        warm = engine();
        profile = warm.load(root);
    }

    @TearDown
    public void remove() throws IOException {
        Directories.delete(directory);
    }

    /** The parser alone, on 1 MB of text. */
    @Benchmark
    public ParsedFile parse() {
        return ProfileParser.parse(text, "text.cfg", expression -> true);
    }

    /** Loading with an engine that has seen none of the files. */
    @Benchmark
    public Profile loadAfresh() {
        return engine().load(root);
    }

    /** Loading with an engine that has parsed the files before. */
    @Benchmark
    public Profile loadAgain() {
        return warm.load(root);
    }

    @Benchmark
    public void resolve(Blackhole results) {
        resolveAll(profile, results);
    }

    /** What the original does when it starts: read, merge, and every section substituted. */
    @Benchmark
    public void loadAndResolve(Blackhole results) {
        resolveAll(engine().load(root), results);
    }

    static Buildout engine() {
        return Buildout.builder().withoutUserDefaults().build();
    }

    static void resolveAll(Profile profile, Blackhole results) {
        ResolvedProfile resolved = profile.resolve();
        for (String section : resolved.sections()) {
            if (resolved.problem(section).isEmpty()) {
                results.consume(resolved.section(section));
            }
        }
    }
}
