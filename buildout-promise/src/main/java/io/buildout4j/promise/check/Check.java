package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import io.buildout4j.promise.Threshold;
import io.buildout4j.promise.Verdict;
import java.time.Duration;

/** How a built-in looks, and by which rules it is judged. */
record Check(
        Promise look,
        Duration period,
        Threshold testRule,
        Threshold anomalyRule,
        boolean quiet,
        boolean tested,
        boolean watched)
        implements Promise {

    /** Looks every so many minutes unless {@code frequency} says otherwise; any failure counts. */
    static Check of(Parameters parameters, double minutes, Promise look) {
        return new Check(
                look,
                minutes(parameters.asDouble("frequency", minutes)),
                Threshold.LATEST,
                Threshold.LATEST,
                false,
                true,
                true);
    }

    static Duration minutes(double minutes) {
        return Duration.ofMillis((long) (minutes * 60_000));
    }

    /** The rule that {@code result-count} and {@code failure-amount} give. */
    static Threshold counts(Parameters parameters, int results, int failures) {
        return Threshold.of(parameters.asInt("result-count", results), parameters.asInt("failure-amount", failures));
    }

    Check testedBy(Threshold rule) {
        return new Check(look, period, rule, anomalyRule, quiet, tested, watched);
    }

    Check watchedBy(Threshold rule) {
        return new Check(look, period, testRule, rule, quiet, tested, watched);
    }

    /** An anomaly needs a person, not a new deployment: it never bangs. */
    Check withoutBang() {
        return new Check(look, period, testRule, anomalyRule, true, tested, watched);
    }

    Check in(boolean test, boolean watch) {
        return new Check(look, period, testRule, anomalyRule, quiet, test, watch);
    }

    @Override
    public Finding sense(PromiseContext context) throws Exception {
        return look.sense(context);
    }

    @Override
    public Verdict test(PromiseContext context) {
        return context.test(testRule);
    }

    @Override
    public Verdict anomaly(PromiseContext context) {
        return quiet ? context.test(anomalyRule) : context.anomaly(anomalyRule);
    }
}
