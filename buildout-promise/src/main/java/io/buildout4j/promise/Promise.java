package io.buildout4j.promise;

import java.time.Duration;

/**
 * Something that is to hold, and how to find out whether it does. A lambda is enough; what concerns memory and
 * escalation has defaults.
 *
 * <pre>{@code
 * Promise webRuns = context -> Files.exists(context.directory().resolve("var/run/web.pid"))
 *         ? Finding.ok("web runs") : Finding.failed("no var/run/web.pid");
 * }</pre>
 *
 * <p>One run senses once, which adds one transaction to the promise's history, and then has the history judged: by
 * {@link #test} right after a deployment, by {@link #anomaly} between deployments.
 */
@FunctionalInterface
public interface Promise {

    /** The time between two runs unless a promise says otherwise. */
    Duration DEFAULT_PERIOD = Duration.ofMinutes(2);

    /**
     * Looks once. What it throws, {@link Error}s included, is recorded as a failure with its message. It is interrupted
     * when its time is up.
     *
     * @return what was found; {@link Finding#logged()} if everything was already said to the context
     */
    Finding sense(PromiseContext context) throws Exception;

    /** Judges after a deployment; by default the newest sense alone counts. What it throws makes the test fail. */
    default Verdict test(PromiseContext context) throws Exception {
        return context.test(Threshold.LATEST);
    }

    /**
     * Judges between deployments; by default the newest sense alone counts. What it throws makes it fail. Only a failed
     * verdict of {@link PromiseContext#anomaly} may bang, one of {@link PromiseContext#test} never does.
     */
    default Verdict anomaly(PromiseContext context) throws Exception {
        return context.anomaly(Threshold.LATEST);
    }

    /** The time from one run to the next; before it is over the promise is not run unless forced. */
    default Duration period() {
        return DEFAULT_PERIOD;
    }

    /** Whether it is run after a deployment. */
    default boolean tested() {
        return true;
    }

    /** Whether it is run between deployments. */
    default boolean watched() {
        return true;
    }

    /** Whether a lasting failure of it may bang. */
    default boolean bangs() {
        return true;
    }

    /** The same promise with another period. */
    default Promise every(Duration period) {
        return Tuned.of(this).withPeriod(period);
    }

    /** The same promise, an anomaly only when its history fails by that rule. */
    default Promise withAnomaly(Threshold threshold) {
        return Tuned.of(this).withAnomaly(threshold);
    }

    /** The same promise, failing a test only when its history fails by that rule. */
    default Promise withTest(Threshold threshold) {
        return Tuned.of(this).withTest(threshold);
    }
}
