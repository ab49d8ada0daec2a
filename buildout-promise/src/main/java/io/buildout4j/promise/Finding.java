package io.buildout4j.promise;

/**
 * What one look found. It becomes one entry of the promise's log.
 *
 * @param level how bad it is; {@link Level#ERROR} and {@link Level#CRITICAL} are failures
 * @param message for the people who look; may have several lines
 * @param silent whether nothing is to be logged, because the context was told already
 */
public record Finding(Level level, String message, boolean silent) {
    private static final Finding LOGGED = new Finding(Level.INFO, "", true);

    /** The promise holds. */
    public static Finding ok(String message) {
        return new Finding(Level.INFO, message, false);
    }

    /** The promise holds, with a reservation. */
    public static Finding warning(String message) {
        return new Finding(Level.WARNING, message, false);
    }

    /** The promise does not hold. */
    public static Finding failed(String message) {
        return new Finding(Level.ERROR, message, false);
    }

    /**
     * All was said to the context while looking. If nothing was said at all, the results of earlier runs are judged
     * again.
     */
    public static Finding logged() {
        return LOGGED;
    }

    /** Whether it is a failure. */
    public boolean failure() {
        return level.failing();
    }
}
