package io.buildout4j.promise;

import java.time.Duration;

/**
 * When a history counts as failed: the newest run failed, and among the newest {@code results} runs there are
 * {@code failures} failed ones.
 *
 * @param results how many runs are looked at, the newest first
 * @param failures how many of them must have failed; 0, or more than {@code results}, never fails
 * @param within how far back is looked; zero means any distance
 */
public record Threshold(int results, int failures, Duration within) {

    /** The newest run alone decides. */
    public static final Threshold LATEST = of(1, 1);

    /** So many failures among so many runs, however old. */
    public static Threshold of(int results, int failures) {
        return new Threshold(results, failures, Duration.ZERO);
    }

    /** The same rule, blind to what is older than that. */
    public Threshold within(Duration age) {
        return new Threshold(results, failures, age);
    }

    /** Whether all that another looks at lies in this window. */
    boolean covers(Threshold other) {
        return results >= other.results && within.compareTo(other.within) >= 0;
    }

    /** A window that holds both this one and another; what it says of failures means nothing. */
    Threshold covering(Threshold other) {
        return new Threshold(
                Math.max(results, other.results), failures, within.compareTo(other.within) > 0 ? within : other.within);
    }
}
