package io.buildout4j.promise;

import java.time.Duration;

/** Thrown inside by a promise that limits its own time, when that is up. */
final class PromiseTimeout extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration after;

    /** A promise whose time was up, and how long it took to notice. */
    PromiseTimeout(Duration after) {
        super("timed out", null, false, false);
        this.after = after;
    }

    Duration after() {
        return after;
    }
}
