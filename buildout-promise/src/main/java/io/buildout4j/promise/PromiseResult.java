package io.buildout4j.promise;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

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
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+0000'");

    /** The same result with a remark about it in its message. */
    PromiseResult noting(String remark) {
        Verdict said = new Verdict(verdict.type(), verdict.failed(), verdict.message() + "\n(" + remark + ")");
        return new PromiseResult(title, name, path, said, date, executionTime);
    }

    /** Whether the promise is broken. */
    public boolean failed() {
        return verdict.failed();
    }

    /** Why it is, or what is well. */
    public String message() {
        return verdict.message();
    }

    /** The date in UTC, to the second: {@code 2026-11-22T17:14:37+0000}. */
    public String dateText() {
        return DATE.format(date.atOffset(ZoneOffset.UTC));
    }

    /** How long it took in seconds, to the millisecond. */
    public double seconds() {
        return Math.round(executionTime.toNanos() / 1e6) / 1e3;
    }
}
