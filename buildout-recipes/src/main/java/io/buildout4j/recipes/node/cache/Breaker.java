package io.buildout4j.recipes.node.cache;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops asking somebody who fails again and again, for a while: waiting for nothing is what a dead cache costs. */
final class Breaker {

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final int MOST_FAILURES = 3;

    private final Duration rest;
    private int failures;
    private long closedUntil;

    Breaker(Duration rest) {
        this.rest = rest;
    }

    /** Work with whoever may fail. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Does it, unless it is hopeless now; empty if it was not done or failed. */
    <T> Optional<T> attempt(String what, Work<T> work) throws InterruptedException {
        if (isOpen()) {
            return Optional.empty();
        }
        try {
            T result = work.run();
            count(false);
            return Optional.of(result);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the shared cache failed, {}: {}", what, e.getMessage());
            count(true);
            return Optional.empty();
        }
    }

    private synchronized boolean isOpen() {
        return failures >= MOST_FAILURES && System.nanoTime() - closedUntil < 0;
    }

    private synchronized void count(boolean failed) {
        failures = failed ? failures + 1 : 0;
        if (failures >= MOST_FAILURES) {
            closedUntil = System.nanoTime() + rest.toNanos();
        }
    }
}
