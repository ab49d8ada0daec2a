package io.buildout4j.promise;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What a promise sees of the world while it runs, and where it says what it found. */
public interface PromiseContext {

    /** The promise's title, under which its log and results stand. */
    String title();

    /** The partition, the directory the promise is about. */
    Path directory();

    /** What the deployment configured for this promise. */
    Parameters parameters();

    /** The clock to tell ages by. */
    Clock clock();

    /** The time one run may take. */
    Duration timeLimit();

    /** Adds an entry to this run's log; may be called from any thread, and is deaf once the run is over. */
    void log(Level level, String message);

    /** Says that all is well. */
    default void info(String message) {
        log(Level.INFO, message);
    }

    /** Says something that is worth knowing and no failure. */
    default void warning(String message) {
        log(Level.WARNING, message);
    }

    /** Says that the promise does not hold; one such entry makes the run a failed one. */
    default void error(String message) {
        log(Level.ERROR, message);
    }

    /** The newest runs that have entries, this one included, the newest first. */
    List<HistoryEntry> history(Threshold window);

    /** Judges the history as a test. */
    Verdict test(Threshold threshold);

    /** Judges the history as an anomaly; if it failed, it may bang. */
    Verdict anomaly(Threshold threshold);
}
