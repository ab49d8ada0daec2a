package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.promise.store.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PromiseRunnerTest extends RunnerFixture {
    @Test
    void aLambdaThatHoldsAndOneThatFailsAreReportedByTitle() {
        PromiseReport report = builder().build().run(Map.of("web", FAILS, "db", HOLDS));

        assertThat(report.results()).extracting(PromiseResult::title).containsExactly("db", "web");
        assertThat(report.results()).extracting(PromiseResult::failed).containsExactly(false, true);
        assertThat(report.firstFailure().orElseThrow().message()).isEqualTo("it is gone");
        assertThat(report.summary()).isEqualTo("Promise 'web' failed with output: it is gone");
    }

    @Test
    void theLogHasOneLineAnEntryWithTheMarkOfTheRun() throws Exception {
        builder().build().run(Map.of("web", context -> {
            context.info("first");
            context.warning("second\nand more");
            return Finding.failed("third");
        }));

        assertThat(Files.readString(partition.resolve(".slapgrid/promise/log/web.log")))
                .matches("2026-11-22 17:14:37 - INFO - 1795367677-(\\d{3}) - first\n"
                        + "2026-11-22 17:14:37 - WARNING - 1795367677-\\1 - second\nand more\n"
                        + "2026-11-22 17:14:37 - ERROR - 1795367677-\\1 - third\n");
    }

    @Test
    void theResultFileHasTheFormThatMonitorsRead() throws Exception {
        builder().build().run(Map.of("web", context -> Finding.failed("it is göne")));

        Path file = partition.resolve(".slapgrid/promise/result/web.status.json");
        Map<String, ?> json = Json.object(Files.readString(file));
        assertThat(json.keySet()).containsExactly("title", "name", "path", "execution-time", "result");
        assertThat(json.get("title")).isEqualTo("web");
        assertThat((Map<?, ?>) json.get("result"))
                .isEqualTo(new TreeMap<>(Map.of(
                        "type", "Test Result",
                        "failed", true,
                        "date", "2026-11-22T17:14:37+0000",
                        "message", "it is göne")));
        assertThat(Files.list(file.getParent())).containsExactly(file);
    }

    @Test
    void aPromiseWithNeitherModeIsToldOff() {
        Promise nothing = new Promise() {
            @Override
            public Finding sense(PromiseContext context) {
                return Finding.ok("never seen");
            }

            @Override
            public boolean tested() {
                return false;
            }

            @Override
            public boolean watched() {
                return false;
            }
        };
        PromiseReport report = builder().build().run(Map.of("a", nothing));

        assertThat(report.results().get(0).message())
                .isEqualTo("It's not allowed to disable both Test and Anomaly in promise!");
        assertThat(report.kept()).isFalse();
    }

    @Test
    void onlyTheNamedPromisesRunAndNoExecutables() throws Exception {
        executable("etc/promise/good", "echo fine");
        Sweep sweep = Sweep.test().with(Map.of("a", HOLDS, "b", HOLDS)).only(Set.of("b"));

        assertThat(builder().build().run(sweep).results())
                .extracting(PromiseResult::title)
                .containsExactly("b");
    }

    @Test
    void onePromiseThatSaysNothingIsJudgedByItsPast() {
        AtomicInteger runs = new AtomicInteger();
        PromiseRunner runner = builder().build();
        Promise mute = context -> runs.getAndIncrement() == 0 ? Finding.failed("once") : Finding.logged();

        runner.run(Map.of("a", mute));
        PromiseReport second = runner.run(Map.of("a", mute));
        PromiseReport other = runner.run(Map.of("b", context -> Finding.logged()));

        assertThat(second.results().get(0).message()).isEqualTo("once");
        assertThat(second.kept()).isFalse();
        assertThat(other.results().get(0).message()).isEqualTo("No result found!");
        assertThat(other.kept()).isTrue();
    }

    @Test
    void aLongMessageIsCutToItsEnd() {
        PromiseReport report = builder()
                .build()
                .run(Map.of(
                        "a",
                        context -> Finding.ok("x".repeat(5000)),
                        "b",
                        context -> Finding.ok("y" + "x".repeat(5000))));

        assertThat(report.results().get(0).message()).isEqualTo("x".repeat(5000));
        assertThat(report.results().get(1).message()).isEqualTo("..." + "x".repeat(5000));
    }

    @Test
    void aLogThatGrewTooLargeIsPutAsideWithoutWhatARuleStillNeeds() throws Exception {
        PromiseRunner runner = builder().logLimits(20_000, Duration.ofDays(365)).build();
        AtomicInteger runs = new AtomicInteger();
        Promise lasting = ((Promise) context -> Finding.failed("x".repeat(500) + runs.incrementAndGet()))
                .withAnomaly(Threshold.of(60, 60));
        PromiseReport last = null;
        for (int i = 0; i < 200; i++) {
            last = runner.run(Sweep.anomaly().with(Map.of("a", lasting)));
            assertThat(last.kept()).isEqualTo(i < 59);
        }
        Path log = partition.resolve(".slapgrid/promise/log/a.log");
        assertThat(Files.size(log)).isLessThan(80_000);
        assertThat(log.resolveSibling("a.log.1")).exists();
    }

    @Test
    void namesThatLeaveTheDirectoryAreRefusedAndTheOthersRun() throws Exception {
        PromiseReport report = builder().build().run(Map.of("../../evil", HOLDS, "good", HOLDS));

        assertThat(report.results()).extracting(PromiseResult::failed).containsExactlyInAnyOrder(true, false);
        assertThat(report.firstFailure().orElseThrow().message()).contains("'../../evil' is no name for a promise");
        try (var files = Files.walk(partition)) {
            assertThat(files.filter(file -> file.toString().contains("evil")).map(file -> file.getParent()))
                    .containsOnly(partition.resolve(".slapgrid/promise/result"));
        }
    }
}
