package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromiseSchedulerTest {
    @TempDir
    Path partition;

    @Test
    void eachPromiseRunsInItsOwnPeriodAndAHangingOneDelaysNone() throws Exception {
        AtomicInteger fast = new AtomicInteger();
        CountDownLatch late = new CountDownLatch(2);
        Map<String, Promise> promises = Map.of(
                "fast", ((Promise) context -> Finding.ok("run " + fast.incrementAndGet())).every(Duration.ofMillis(50)),
                "hangs",
                        ((Promise) context -> {
                                    Thread.sleep(60_000);
                                    return Finding.ok("never");
                                })
                                .every(Duration.ofMillis(100)));
        List<PromiseResult> hung = Collections.synchronizedList(new ArrayList<>());
        PromiseRunner runner =
                PromiseRunner.builder(partition).timeout(Duration.ofMillis(300)).build();
        try (PromiseScheduler scheduler = PromiseScheduler.start(runner, promises, (result, bangs) -> {
            if (result.title().equals("hangs")) {
                hung.add(result);
                late.countDown();
            }
        })) {
            assertThat(late.await(30, TimeUnit.SECONDS)).isTrue();
            await(() -> fast.get() > 5);
            scheduler.pause();
            // What was under way may come to its end; then there is silence.
            await(() -> {
                int before = fast.get();
                Thread.sleep(200);
                return fast.get() == before;
            });
            int before = fast.get();
            scheduler.resume();
            await(() -> fast.get() > before);
        }
        assertThat(hung).extracting(PromiseResult::failed).startsWith(false, true);
        assertThat(hung.get(0).message()).isEqualTo("Error: Promise timed out after 0.3 seconds");
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.call()) {
            assertThat(System.nanoTime() - end).isNegative();
            Thread.sleep(5);
        }
    }

    @Test
    void aClockThatIsSetMovesNothing() throws Exception {
        MovingClock clock = new MovingClock(Instant.parse("2026-11-22T17:14:37Z"));
        Semaphore ran = new Semaphore(0);
        PromiseRunner runner = PromiseRunner.builder(partition).clock(clock).build();
        Promise often = ((Promise) context -> Finding.ok("fine")).every(Duration.ofMillis(20));
        try (runner;
                PromiseScheduler scheduler =
                        PromiseScheduler.start(runner, Map.of("a", often), (result, bangs) -> ran.release())) {
            for (Duration jump : List.of(Duration.ofDays(1), Duration.ofDays(-2), Duration.ofDays(400))) {
                assertThat(ran.tryAcquire(5, 30, TimeUnit.SECONDS)).isTrue();
                clock.move(jump);
            }
            assertThat(ran.tryAcquire(5, 30, TimeUnit.SECONDS)).isTrue();
            scheduler.pause();
        }
        // A day forward has not had it run a day's worth at once.
        assertThat(ran.availablePermits()).isLessThan(1000);
    }

    @Test
    void aLastingFailureBangsAndItsRecoveryIsSeen() throws Exception {
        AtomicInteger broken = new AtomicInteger(1);
        CountDownLatch recovered = new CountDownLatch(1);
        PromiseRunner runner = PromiseRunner.builder(partition)
                .onBang(message -> broken.set(0))
                .build();
        Promise web = ((Promise) context -> broken.get() == 0 ? Finding.ok("up") : Finding.failed("down"))
                .every(Duration.ofMillis(30))
                .withAnomaly(Threshold.of(3, 3));
        try (PromiseScheduler scheduler = PromiseScheduler.start(runner, Map.of("web", web), (result, bangs) -> {
            if (result.message().equals("up")) {
                recovered.countDown();
            }
        })) {
            assertThat(recovered.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @Tag("slow")
    void tenThousandPromisesRunOnAFewThreads() throws Exception {
        int count = 10_000;
        AtomicLong runs = new AtomicLong();
        AtomicInteger threads = new AtomicInteger();
        Map<String, Promise> promises = new HashMap<>();
        long[] last = new long[count];
        List<Long> late = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < count; i++) {
            int number = i;
            promises.put(
                    "p" + i,
                    ((Promise) context -> {
                                long now = System.nanoTime();
                                long before = last[number];
                                last[number] = now;
                                if (before != 0) {
                                    late.add(Math.abs(now - before - 2_000_000_000L));
                                }
                                threads.set(Math.max(threads.get(), Thread.activeCount()));
                                runs.incrementAndGet();
                                return Finding.logged();
                            })
                            .every(Duration.ofSeconds(2)));
        }
        try (PromiseRunner runner = PromiseRunner.builder(partition).build();
                PromiseScheduler scheduler = PromiseScheduler.start(runner, promises, (result, bangs) -> {})) {
            for (int i = 0; i < 400 && runs.get() < 2L * count; i++) {
                Thread.sleep(100);
            }
        }
        long[] sorted = late.stream().mapToLong(Long::longValue).sorted().toArray();
        System.getLogger("figures")
                .log(
                        System.Logger.Level.INFO,
                        "runs " + runs + ", lateness p50 "
                                + sorted[sorted.length / 2] / 1000 + " µs, p99 "
                                + sorted[sorted.length * 99 / 100] / 1000
                                + " µs, threads " + threads + ", first " + Arrays.toString(Arrays.copyOf(sorted, 3)));
        assertThat(runs.get()).isGreaterThanOrEqualTo(2L * count);
    }
}
