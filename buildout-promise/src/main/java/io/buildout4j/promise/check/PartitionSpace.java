package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Duration;

/**
 * The free space of the disk does not jump: it stays within a part of the disk's size around the median of the last
 * day. The measures are its own, so {@code collectordb}, a database of another program, has no effect.
 */
final class PartitionSpace implements Promise {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration ENOUGH = Duration.ofHours(6);

    private final double ratio;

    PartitionSpace(Parameters parameters) {
        ratio = parameters.asDouble("threshold-ratio", 0.08);
    }

    @Override
    public Finding sense(PromiseContext context) throws IOException {
        FileStore disk = Files.getFileStore(context.directory());
        double free = disk.getUsableSpace();
        Samples samples = Samples.of(context, "space");
        samples.add(free, DAY);
        if (samples.span().compareTo(ENOUGH) < 0) {
            return Finding.ok("Not enough data to detect anomalies: skipped");
        }
        double median = samples.median();
        return Math.abs(free - median) > ratio * disk.getTotalSpace()
                ? Finding.failed("Anomaly detected: " + Words.gigabytes(free, 2) + " G are free, "
                        + Words.gigabytes(median, 2) + " G were over the last day.")
                : Finding.ok("No anomaly detected");
    }
}
