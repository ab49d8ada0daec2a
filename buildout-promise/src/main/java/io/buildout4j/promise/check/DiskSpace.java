package io.buildout4j.promise.check;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The disk of the partition has room, for bytes and for files, and, if that is asked for, will have for some days to
 * come. The file system itself is asked, and measures for the prediction are its own: {@code collectordb}, a database of
 * another program, and {@code display-partition}, which lists what that program found in other partitions, have no effect.
 */
final class DiskSpace implements Promise {
    private static final double GIGABYTE = 1L << 30;
    private static final double MOST_INODES = 98;
    private static final Path TEMPORARY = Path.of("/tmp");
    private static final Duration REMEMBERED = Duration.ofDays(15);
    private static final Duration ENOUGH = Duration.ofDays(13);
    private static final Duration BETWEEN = Duration.ofMinutes(30);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd");

    private final Parameters parameters;

    DiskSpace(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Finding sense(PromiseContext context) throws Exception {
        FileStore disk = Files.getFileStore(context.directory());
        double size = disk.getTotalSpace();
        double free = disk.getUsableSpace();
        double threshold = parameters.asDouble("threshold", Math.round(size / GIGABYTE * 5) / 100.0);
        inodes(context, context.directory());
        if (mounted(TEMPORARY)) {
            inodes(context, TEMPORARY);
        }
        boolean predicts = parameters.asBoolean("display-prediction", false);
        int days = parameters.asInt("nb-days-predicted", 10);
        Samples samples = Samples.of(context, "disk");
        if (predicts && samples.youngest().compareTo(BETWEEN) >= 0) {
            samples.add(free, REMEMBERED);
        }
        if (free <= threshold * GIGABYTE) {
            return Finding.failed(String.format(
                    Locale.ROOT,
                    "Free disk space low: remaining %.2f G (disk size: %.0f G, threshold: %.0f G).",
                    free / GIGABYTE,
                    size / GIGABYTE,
                    threshold));
        }
        context.info("Current disk usage: OK");
        if (predicts) {
            predict(context, samples, Duration.ofDays(days), size, threshold);
        }
        return Finding.logged();
    }

    /** Goes on as the last days went, on a straight line. */
    private static void predict(
            PromiseContext context, Samples samples, Duration ahead, double size, double threshold) {
        if (samples.span().compareTo(ENOUGH) < 0) {
            context.info("Not enough data of the last " + REMEMBERED.toDays() + " days: no prediction");
            return;
        }
        double left = samples.trend(ahead);
        context.info(String.format(
                Locale.ROOT,
                "Prediction: there will be %.2f G left on %s (%d days).",
                left / GIGABYTE,
                DATE.format(context.clock().instant().plus(ahead).atOffset(ZoneOffset.UTC)),
                ahead.toDays()));
        if (left <= threshold * GIGABYTE) {
            context.error(String.format(
                    Locale.ROOT,
                    "The free disk space will be too low. (disk size: %.2f G, threshold: %s G)",
                    size / GIGABYTE,
                    threshold));
        }
    }

    private static boolean mounted(Path directory) {
        try {
            return Files.isDirectory(directory)
                    && !Files.getFileStore(directory).equals(Files.getFileStore(directory.resolve("..")));
        } catch (IOException e) {
            return false;
        }
    }

    /** The JDK does not count files, the system's own program does; without it, or such a count, nothing is said. */
    private static void inodes(PromiseContext context, Path place) throws InterruptedException {
        try {
            Outcome outcome = Command.in(context.directory(), "stat", "-f", "-c", "%c %d", place.toString())
                    .run();
            String[] counts = outcome.output().trimmed().split(" ");
            if (!outcome.succeeded() || counts.length != 2) {
                return;
            }
            double total = Double.parseDouble(counts[0]);
            double usage = total > 0 ? 100 * (total - Double.parseDouble(counts[1])) / total : 0;
            if (usage >= MOST_INODES) {
                context.error(String.format(Locale.ROOT, "Disk Inodes usage is really high: %.4f%%", usage));
            }
        } catch (IOException | NumberFormatException e) {
            // No such program, or one that speaks otherwise.
        }
    }
}
