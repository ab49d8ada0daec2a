package io.buildout4j.examples.bench;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.engine.parse.ProfileParser;
import io.buildout4j.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The profiles of a checkout of SlapOS, the directory of which the environment variable {@code SLAPOS_CHECKOUT} names.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class CorpusBenchmark {

    private Path checkout;
    private List<Path> profiles;
    private List<String> texts;
    private Profile erp5;

    @Setup
    public void read() throws IOException {
        String named = System.getenv("SLAPOS_CHECKOUT");
        if (named == null) {
            throw new IllegalStateException("SLAPOS_CHECKOUT names no checkout of SlapOS");
        }
        checkout = Path.of(named);
        try (Stream<Path> files = Files.walk(checkout)) {
            profiles = files.filter(file -> file.toString().endsWith(".cfg"))
                    .sorted()
                    .toList();
        }
        texts = new ArrayList<>();
        for (Path profile : profiles) {
            texts.add(Files.readString(profile));
        }
        erp5 = ProfileBenchmark.engine().load(software("erp5"));
    }

    /** The parser alone on all texts: 1.15 MB, held in memory. */
    @Benchmark
    public void parseAll(Blackhole results) {
        for (String text : texts) {
            try {
                results.consume(ProfileParser.parse(text, "text.cfg", expression -> true));
            } catch (BuildoutException templateOfAProfile) {
                results.consume(templateOfAProfile);
            }
        }
    }

    /** 266 files by 219 073 ways, read from disk and resolved. */
    @Benchmark
    public void matomo(Blackhole results) {
        ProfileBenchmark.resolveAll(ProfileBenchmark.engine().load(software("matomo")), results);
    }

    /** 248 files by 176 680 ways, read from disk and resolved. */
    @Benchmark
    public void erp5(Blackhole results) {
        ProfileBenchmark.resolveAll(ProfileBenchmark.engine().load(software("erp5")), results);
    }

    @Benchmark
    public void erp5Resolve(Blackhole results) {
        ProfileBenchmark.resolveAll(erp5, results);
    }

    /** Every profile as a root, with one engine. */
    @Benchmark
    public void all(Blackhole results) {
        Buildout engine = ProfileBenchmark.engine();
        for (Path profile : profiles) {
            try {
                ProfileBenchmark.resolveAll(engine.load(profile), results);
            } catch (BuildoutException templateOfAProfile) {
                results.consume(templateOfAProfile);
            }
        }
    }

    private Path software(String name) {
        return checkout.resolve("software").resolve(name).resolve("software.cfg");
    }
}
