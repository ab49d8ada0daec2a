package io.buildout4j;

import io.buildout4j.download.DownloadLock;
import io.buildout4j.engine.prepare.Blame;
import io.buildout4j.engine.prepare.Preparation;
import io.buildout4j.engine.prepare.PreparedPart;
import io.buildout4j.engine.state.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Has every part download what it will need, several at once, and writes down what came. */
final class Prefetch {

    private final Path directory;
    private final Preparation preparation;

    Prefetch(Path directory, Preparation preparation) {
        this.directory = directory;
        this.preparation = preparation;
    }

    /** Downloads; all that fails is told, and keeps nothing else from being tried. */
    List<Diagnostic> run(int parallelism) {
        ExecutorService pool = Executors.newFixedThreadPool(parallelism, work -> {
            Thread thread = new Thread(work, "buildout-prefetch");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<PreparedPart, Future<?>> running = new LinkedHashMap<>();
            for (PreparedPart part : preparation.parts().values()) {
                running.put(part, pool.submit(() -> {
                    part.recipe().prefetch();
                    return part;
                }));
            }
            List<Diagnostic> failures = new ArrayList<>();
            for (Map.Entry<PreparedPart, Future<?>> one : running.entrySet()) {
                try {
                    one.getValue().get();
                } catch (ExecutionException e) {
                    failures.add(failure(one.getKey(), e.getCause() == null ? e : e.getCause()));
                }
            }
            return failures;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildoutException.Downloading(
                    Diagnostic.error(Diagnostic.Kind.CANCELLED, directory.toString(), "the run was cancelled"), e);
        } finally {
            pool.shutdownNow();
        }
    }

    private Diagnostic failure(PreparedPart part, Throwable thrown) {
        return new Blame(preparation.secrets())
                .diagnose(
                        part.name(),
                        part.origin(),
                        Diagnostic.Kind.RECIPE_FAILED,
                        "prefetching for part " + part.name(),
                        thrown);
    }

    /** Writes the lock; what failed keeps the sum it had. */
    DownloadLock write(DownloadLock found, DownloadLock before, boolean complete) {
        Map<String, DownloadLock.Entry> entries = new TreeMap<>();
        if (!complete) {
            entries.putAll(before.entries());
        }
        entries.putAll(found.entries());
        DownloadLock lock = new DownloadLock(entries);
        Path file = directory.resolve(DownloadLock.FILE);
        try {
            Disk.replace(file, lock.text().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BuildoutException.Downloading(
                    Diagnostic.error(
                            Diagnostic.Kind.WRITE_FAILED, file.toString(), "could not write " + file + ": " + e),
                    e);
        }
        return lock;
    }
}
