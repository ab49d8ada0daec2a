package io.buildout4j.promise;

/** Told when a promise's failure lasts; the host decides what to do: deploy again, restart, call somebody. */
@FunctionalInterface
public interface BangHandler {

    /**
     * Acts on a lasting failure. Called at most once a run.
     *
     * @param message says which promise is failing
     * @throws Exception if that did not work; it is recorded as a warning in the promise's log
     */
    void bang(String message) throws Exception;
}
