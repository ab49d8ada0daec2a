package io.buildout4j.promise;

/** Thrown inside by a promise that limits its own time, when that is up. */
final class PromiseTimeout extends RuntimeException {
    private static final long serialVersionUID = 1;

    PromiseTimeout() {
        super("timed out", null, false, false);
    }
}
