package io.buildout4j.examples.promises;

import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.PromiseRunner;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;

/**
 * The promises of a runner as health contributors of Spring Boot, one a promise, so that each has its own entry below
 * {@code /actuator/health/promises}. They tell what was found last; a {@code PromiseScheduler} looks.
 *
 * <p>In an application: {@code @Bean HealthContributor promises(PromiseRunner runner) { return new SpringHealth(runner); }}
 */
public final class SpringHealth implements CompositeHealthContributor {
    private final PromiseRunner runner;

    /** Tells of the promises of that runner. */
    public SpringHealth(PromiseRunner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return runner.lastResults().stream()
                .filter(result -> result.title().equals(name))
                .findFirst()
                .map(SpringHealth::indicator)
                .orElse(null);
    }

    @Override
    public Iterator<NamedContributor<HealthContributor>> iterator() {
        return runner.lastResults().stream()
                .map(result -> NamedContributor.<HealthContributor>of(result.title(), indicator(result)))
                .iterator();
    }

    private static HealthIndicator indicator(PromiseResult result) {
        Health.Builder health = result.failed() ? Health.down() : Health.up();
        Health told = health.withDetail("message", result.message())
                .withDetail("date", result.dateText())
                .withDetail("seconds", result.seconds())
                .build();
        return () -> told;
    }
}
