package io.buildout4j.promise.check;

import io.buildout4j.promise.PromiseContext;
import io.buildout4j.promise.store.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

    /** Adds a sample, and forgets those older than an age. */
    void add(double value, Duration age) throws IOException {
        double oldest = now.minus(age).getEpochSecond();
        samples.removeIf(sample -> sample[0] < oldest);
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

    double median() {
        double[] sorted = values().sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
