package io.buildout4j.examples.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.PromiseRunner;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.boot.actuate.health.Status;

/** What the endpoints of others say about promises. */
class HealthEndpointsTest {

    @TempDir
    Path partition;

    @Test
    void microProfileIsDownWhileAPromiseIsBroken() {
        try (PromiseRunner runner = ran()) {
            HealthCheckResponse response = new MicroProfileHealth(runner).call();
            assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
            assertThat(response.getData().orElseThrow()).isEqualTo(Map.of("db", "holds: fine", "web", "broken: gone"));

            runner.run(Map.of("web", context -> Finding.ok("back")));
            assertThat(new MicroProfileHealth(runner).call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        }
    }

    @Test
    void springHasAnEntryForEachPromise() {
        try (PromiseRunner runner = ran()) {
            SpringHealth contributors = new SpringHealth(runner);
            assertThat(contributors).extracting(NamedContributor::getName).containsExactly("db", "web");
            Health web = ((HealthIndicator) contributors.getContributor("web")).health();
            assertThat(web.getStatus()).isEqualTo(Status.DOWN);
            assertThat(web.getDetails()).containsEntry("message", "gone");
            assertThat(((HealthIndicator) contributors.getContributor("db"))
                            .health()
                            .getStatus())
                    .isEqualTo(Status.UP);
            assertThat(contributors.getContributor("nobody")).isNull();
        }
    }

    private PromiseRunner ran() {
        PromiseRunner runner = PromiseRunner.builder(partition).inMemory().build();
        runner.run(Map.of("web", context -> Finding.failed("gone"), "db", context -> Finding.ok("fine")));
        return runner;
    }
}
