package io.buildout4j.promise;

import io.buildout4j.promise.history.PromiseLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log files of the promises, kept from growing for ever but with all that the promises look back at. */
final class LogFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PromiseRunner.class);
    private static final int SMALL = 1 << 20;
    /** To look at the size costs more than most promises, so that is done once in so many runs. */
    private static final int SELDOM = 64;

    private final Path directory;
    private final LogClock clock;
    private final long bytes;
    private final Duration age;
    private final Map<String, Threshold> windows = new ConcurrentHashMap<>();
    /** Below that size a log is not worth looking at again. */
    private final Map<String, Long> needed = new ConcurrentHashMap<>();

    LogFiles(Path directory, LogClock clock, long bytes, Duration age) {
        this.directory = directory;
        this.clock = clock;
        this.bytes = bytes;
        this.age = age;
    }

    PromiseLog of(String title) {
        return new PromiseLog(directory.resolve(title + ".log"));
    }

    /** Remembers how far back a promise looks. */
    void asked(String title, Threshold window) {
        if (!RunContext.LEAST.covers(window)) {
            windows.merge(title, window, Threshold::covering);
        }
    }

    /** Puts a log aside that is too large or too old; now and then only. */
    void rotateSeldom(String title) {
        if (bytes < SMALL || ThreadLocalRandom.current().nextInt(SELDOM) == 0) {
            rotate(title);
        }
    }

    /** Puts a log aside that is too large or too old. */
    void rotate(String title) {
        Threshold window = windows.getOrDefault(title, RunContext.LEAST);
        LocalDateTime now = clock.now();
        PromiseLog log = of(title);
        try {
            if (log.size() < needed.getOrDefault(title, 0L) || !log.ripe(bytes, now.minus(age))) {
                return;
            }
            if (log.rotate(window.results(), now.minus(window.within()))) {
                needed.remove(title);
            } else {
                // It would be found again, at each run, that most of it has to stay.
                needed.put(title, 2 * log.size());
            }
        } catch (IOException e) {
            LOG.warn("the log of promise {} could not be rotated: {}", title, e.toString());
        }
    }
}
