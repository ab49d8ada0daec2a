package io.buildout4j.promise;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A promise with some of its defaults replaced. */
record Tuned(
        Promise promise,
        Duration period,
        @Nullable Threshold testRule,
        @Nullable Threshold anomalyRule) implements Promise {

    static Tuned of(Promise promise) {
        return promise instanceof Tuned tuned ? tuned : new Tuned(promise, promise.period(), null, null);
    }

    Tuned withPeriod(Duration changed) {
        return new Tuned(promise, Periods.positive(changed), testRule, anomalyRule);
    }

    @Override
    public Tuned withTest(Threshold changed) {
        return new Tuned(promise, period, changed, anomalyRule);
    }

    @Override
    public Tuned withAnomaly(Threshold changed) {
        return new Tuned(promise, period, testRule, changed);
    }

    @Override
    public Finding sense(PromiseContext context) throws Exception {
        return promise.sense(context);
    }

    @Override
    public Verdict test(PromiseContext context) throws Exception {
        return testRule == null ? promise.test(context) : context.test(testRule);
    }

    @Override
    public Verdict anomaly(PromiseContext context) throws Exception {
        return anomalyRule == null ? promise.anomaly(context) : context.anomaly(anomalyRule);
    }

    @Override
    public boolean tested() {
        return promise.tested();
    }

    @Override
    public boolean watched() {
        return promise.watched();
    }

    @Override
    public boolean bangs() {
        return promise.bangs();
    }
}
