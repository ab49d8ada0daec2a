package io.buildout4j.examples.promises;

import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.PromiseRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * The promises of a runner as one check of MicroProfile Health: up while all hold, with what each says. It tells what
 * was found last, so that who asks for the health waits for nobody; a {@code PromiseScheduler} looks.
 *
 * <p>In an application: {@code @Produces @Readiness HealthCheck promises() { return new MicroProfileHealth(runner); }}
 */
public final class MicroProfileHealth implements HealthCheck {
    private final PromiseRunner runner;

    /** Tells of the promises of that runner. */
    public MicroProfileHealth(PromiseRunner runner) {
        this.runner = runner;
    }

    @Override
    public HealthCheckResponse call() {
        List<PromiseResult> results = runner.lastResults();
        Map<String, Object> data = new TreeMap<>();
        results.forEach(
                result -> data.put(result.title(), (result.failed() ? "broken: " : "holds: ") + result.message()));
        boolean up = results.stream().noneMatch(PromiseResult::failed);
        return new HealthCheckResponse(
                "promises", up ? HealthCheckResponse.Status.UP : HealthCheckResponse.Status.DOWN, Optional.of(data));
    }
}
