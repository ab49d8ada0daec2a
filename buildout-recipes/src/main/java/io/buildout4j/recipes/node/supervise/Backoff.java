package io.buildout4j.recipes.node.supervise;

import java.time.Duration;

/**
 * How long to wait before a service that ended is started again: twice as long each time, until it ran steadily.
 *
 * @param first the first wait
 * @param longest no wait is longer
 * @param steady who ran for so long begins with the first wait again
 */
public record Backoff(Duration first, Duration longest, Duration steady) {

    /** From a second to a minute; a minute is steady. */
    public static Backoff standard() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
    }

    /** The wait after a number of failures in a row, 1 at least. */
    Duration after(int failures) {
        long millis = first.toMillis() << Math.min(failures - 1, 20);
        return Duration.ofMillis(Math.min(millis, longest.toMillis()));
    }
}
