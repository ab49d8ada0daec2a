package io.buildout4j.promise;

import org.jspecify.annotations.Nullable;

/** Thrown inside when a promise could not be brought to say anything; the message is the cause. */
final class BrokenPromise extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String why;

    BrokenPromise(String why, @Nullable Throwable cause) {
        super(why, cause);
        this.why = why;
    }

    String why() {
        return why;
    }
}
