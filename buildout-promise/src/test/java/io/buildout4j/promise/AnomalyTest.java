package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a failure lasts, and who is told. */
class AnomalyTest extends RunnerFixture {
    @Test
    void anAnomalyNeedsThreeFailuresInARowWhenItSaysSoAndBangsOnce() throws Exception {
        Promise lasting = FAILS.withAnomaly(Threshold.of(3, 3));
        PromiseRunner runner = builder().build();
        Sweep sweep = Sweep.anomaly().force().with(Map.of("a", lasting, "b", lasting));

        assertThat(runner.run(sweep).kept()).isTrue();
        assertThat(runner.run(sweep).kept()).isTrue();
        PromiseReport third = runner.run(sweep);

        assertThat(third.results()).allMatch(PromiseResult::failed);
        assertThat(third.bangs()).containsExactly("Promise a is failing");
        assertThat(banged).containsExactly("Promise a is failing");
        assertThat(Files.readString(partition.resolve(".slapgrid/promise/log/a.log")))
                .endsWith(" - Bang with message 'Promise a is failing'.\n");
        assertThat(Files.readString(partition.resolve(".slapgrid/promise/log/b.log")))
                .doesNotContain("Bang");
    }

    @Test
    void aTestNeverBangs() {
        builder().build().run(Sweep.test().with(Map.of("a", FAILS)));

        assertThat(banged).isEmpty();
    }

    @Test
    void anAnomalyJudgedAsATestNeverBangs() {
        Promise quiet = new Promise() {
            @Override
            public Finding sense(PromiseContext context) {
                return Finding.failed("gone");
            }

            @Override
            public Verdict anomaly(PromiseContext context) {
                return context.test(Threshold.LATEST);
            }
        };
        PromiseReport report = builder().build().run(Sweep.anomaly().with(Map.of("a", quiet)));

        assertThat(report.kept()).isFalse();
        assertThat(report.results().get(0).verdict().type()).isEqualTo(Verdict.Type.TEST);
        assertThat(banged).isEmpty();
    }

    @Test
    void theAnomalyAfterARecoveryStartsCountingAnew() {
        AtomicInteger runs = new AtomicInteger();
        Promise flapping = context -> runs.getAndIncrement() == 2 ? Finding.ok("up") : Finding.failed("down");
        PromiseRunner runner = builder().build();
        Sweep sweep = Sweep.anomaly().with(Map.of("a", flapping.withAnomaly(Threshold.of(3, 3))));

        List<Boolean> kept = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            kept.add(runner.run(sweep).kept());
        }

        assertThat(kept).containsExactly(true, true, true, true, true, false);
    }

    @Test
    void aTimeOutIsAnAnomalyOnlyTheSecondTimeAndDoesNotBang() {
        Promise hangs = context -> {
            Thread.sleep(60_000);
            return Finding.ok("never");
        };
        PromiseRunner runner = builder().timeout(Duration.ofMillis(100)).build();
        Sweep sweep = Sweep.anomaly().with(Map.of("a", hangs));

        PromiseReport first = runner.run(sweep);
        PromiseReport second = runner.run(sweep);

        assertThat(first.kept()).isTrue();
        assertThat(first.results().get(0).message()).isEqualTo("Error: Promise timed out after 0.1 seconds");
        assertThat(second.kept()).isFalse();
        assertThat(banged).isEmpty();
    }

    @Test
    void aBangThatFailsIsNotedAsAWarning() throws Exception {
        PromiseReport report = builder()
                .onBang(message -> {
                    throw new IOException("master is away");
                })
                .build()
                .run(Sweep.anomaly().with(Map.of("a", FAILS)));

        assertThat(report.kept()).isFalse();
        assertThat(Files.readString(partition.resolve(".slapgrid/promise/log/a.log")))
                .contains(" - WARNING - ")
                .endsWith("Bang failed: IOException: master is away\n");
    }
}
