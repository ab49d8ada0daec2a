package io.buildout4j.examples.bench;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.profile.ResolvedProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Our half of {@code examples/bench/beside-original}: does one thing in a young process and then often, and prints how
 * many milliseconds the first time and the median of the later half took. What is written here is read by that script.
 */
final class Timings {

    /** Enough for the code to be compiled. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Timings() {}

    /** Takes {@code write-profile DIRECTORY}, {@code write-parts DIRECTORY N}, {@code resolve FILE} or {@code install FILE}. */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[1]);
        switch (args[0]) {
            case "write-profile" -> GeneratedProfile.DIAMONDS.write(path, 16);
            case "write-parts" -> ManyParts.profile(path, Integer.parseInt(args[2]));
            case "resolve" -> print(() -> resolve(path));
            case "install" -> print(() -> install(path));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void resolve(Path file) {
        ResolvedProfile resolved = ProfileBenchmark.engine().load(file).resolve();
        for (String section : resolved.sections()) {
            try {
                resolved.section(section);
            } catch (BuildoutException wantsARecipe) {
                continue;
            }
        }
    }

    private static void install(Path file) {
        Buildout buildout = Buildout.builder()
                .withoutUserDefaults()
                .recipe("bench:file", ManyParts.FileRecipe::new)
                .build();
        buildout.install(buildout.plan(buildout.load(file, Map.of())));
    }

    private static void print(Work work) throws IOException {
        List<Double> took = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (took.size() < 4 || System.nanoTime() < end) {
            long start = System.nanoTime();
            work.run();
            took.add((System.nanoTime() - start) / 1e6);
        }
        List<Double> later = took.subList(took.size() / 2, took.size()).stream().sorted().toList();
        System.out.println(String.format(Locale.ROOT, "%.2f %.2f", took.get(0), later.get(later.size() / 2)));
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
