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
import java.util.Locale;

/** The disk of the partition has room, for bytes and for files; asked of the file system itself. */
final class DiskSpace implements Promise {
    private static final double GIGABYTE = 1L << 30;
    private static final double MOST_INODES = 98;
    private static final Path TEMPORARY = Path.of("/tmp");

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
        return free > threshold * GIGABYTE
                ? Finding.ok("Current disk usage: OK")
                : Finding.failed(String.format(
                        Locale.ROOT,
                        "Free disk space low: remaining %.2f G (disk size: %.0f G, threshold: %.0f G).",
                        free / GIGABYTE,
                        size / GIGABYTE,
                        threshold));
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
