package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Memory is left, now and on the average of some minutes. The average is taken at each look, so {@code last-avg-ram-file},
 * whose date tells the original when it was taken last, has no effect.
 */
final class RamUsage implements Promise {
    private static final double MEGABYTE = 1 << 20;

    private final double least;
    private final double leastOnAverage;
    private final int period;

    RamUsage(Parameters parameters) {
        least = parameters.asDouble("min-threshold-ram", 500) * MEGABYTE;
        leastOnAverage = parameters.asDouble("min-avg-ram", 1000) * MEGABYTE;
        period = parameters.asInt("avg-ram-period", 600);
    }

    @Override
    public Finding sense(PromiseContext context) throws IOException {
        double available = available();
        boolean fine = true;
        if (available <= least) {
            context.error(String.format(
                    Locale.ROOT,
                    "RAM usage reached critical threshold: %7s  (threshold is %7s)",
                    Words.bytes(available),
                    Words.bytes(least)));
            fine = false;
        }
        Samples samples = Samples.of(context, "ram");
        samples.add(available, Duration.ofSeconds(period));
        OptionalDouble average = samples.values().average();
        if (average.isPresent() && average.getAsDouble() < leastOnAverage) {
            context.error(String.format(
                    Locale.ROOT,
                    "Average RAM usage over the last %d seconds reached threshold: %7s (threshold is %7s)",
                    period,
                    Words.bytes(average.getAsDouble()),
                    Words.bytes(leastOnAverage)));
            fine = false;
        }
        return fine ? Finding.ok("RAM usage OK") : Finding.logged();
    }

    private static double available() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow(() -> new IOException("the system does not tell how much memory is available"));
        }
    }
}
