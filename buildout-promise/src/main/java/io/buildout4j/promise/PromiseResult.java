package io.buildout4j.promise;

import java.time.Duration;
import java.time.Instant;

/**
 * The result of one promise in one run.
 *
 * @param title the name under which its log and results stand
 * @param name the file name, or the name its host gave it
 * @param path the file it came from; empty for one that a host gave
 * @param verdict what its history was judged to be
 * @param date when it was judged
 * @param executionTime how long it took
 */
public record PromiseResult(
        String title, String name, String path, Verdict verdict, Instant date, Duration executionTime) {

    /** Whether the promise is broken. */
    public boolean failed() {
        return verdict.failed();
    }

    /** Why it is, or what is well. */
    public String message() {
        return verdict.message();
    }
}
