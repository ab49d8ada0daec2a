package io.buildout4j.promise.check;

import io.buildout4j.promise.PromiseContext;
import io.buildout4j.promise.store.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Numbers a promise measured in its latest runs, kept in a file of lines {@code second value}. */
final class Samples {
    private final Path file;
    private final Instant now;
    private final List<double[]> samples = new ArrayList<>();

    private Samples(Path file, Instant now) {
        this.file = file;
        this.now = now;
    }

    /** The samples of a promise, of one kind. */
    static Samples of(PromiseContext context, String kind) throws IOException {
        Path file = context.directory().resolve(".slapgrid/promise/samples/" + context.title() + "." + kind);
        Samples samples = new Samples(file, context.clock().instant());
        try {
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.split(" ");
                if (fields.length == 2) {
                    samples.samples.add(new double[] {Double.parseDouble(fields[0]), Double.parseDouble(fields[1])});
                }
            }
        } catch (NoSuchFileException | NumberFormatException e) {
            // None yet, or torn: what could be read counts.
        }
        return samples;
    }

    /** Adds a sample, and forgets those older than an age, and those that a clock since set back dates in the future. */
    void add(double value, Duration age) throws IOException {
        double oldest = now.minus(age).getEpochSecond();
        samples.removeIf(sample -> sample[0] < oldest || sample[0] > now.getEpochSecond());
        samples.add(new double[] {now.getEpochSecond(), value});
        StringBuilder text = new StringBuilder();
        samples.forEach(sample -> text.append((long) sample[0])
                .append(' ')
                .append((long) sample[1])
                .append('\n'));
        StateFiles.write(file, text.toString(), false);
    }

    DoubleStream values() {
        return samples.stream().mapToDouble(sample -> sample[1]);
    }

    /** The age of the oldest. */
    Duration span() {
        return samples.isEmpty()
                ? Duration.ZERO
                : Duration.between(Instant.ofEpochSecond((long) samples.get(0)[0]), now);
    }

    /** The age of the youngest; very long if there is none, or only what a clock since set back dates in the future. */
    Duration youngest() {
        return samples.stream()
                .map(sample -> Duration.between(Instant.ofEpochSecond((long) sample[0]), now))
                .filter(age -> !age.isNegative())
                .min(Duration::compareTo)
                .orElse(ChronoUnit.FOREVER.getDuration());
    }

    /** What comes of the samples after some time if they go on as they went: on the straight line nearest to them. */
    double trend(Duration ahead) {
        double[] ages = samples.stream()
                .mapToDouble(sample -> sample[0] - now.getEpochSecond())
                .toArray();
        double[] sizes = values().toArray();
        double age = DoubleStream.of(ages).average().orElse(0);
        double size = DoubleStream.of(sizes).average().orElse(0);
        double both = 0;
        double squares = 0;
        for (int i = 0; i < ages.length; i++) {
            both += (ages[i] - age) * (sizes[i] - size);
            squares += (ages[i] - age) * (ages[i] - age);
        }
        return squares == 0 ? size : size + both / squares * (ahead.toSeconds() - age);
    }

    double median() {
        double[] sorted = values().sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
