package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrewTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void letThemGo() {
        threads.shutdownNow();
    }

    @Test
    void anInterruptMeantForAHangingTaskNeverHitsWhoHasItsThreadNext() {
        AtomicInteger hit = new AtomicInteger();
        AtomicInteger expired = new AtomicInteger();
        for (int round = 0; round < 20; round++) {
            Task hanging = new Task(5, expired, () -> Thread.sleep(60_000));

            new Crew(List.of(hanging, hanging), 8, threads).run();
            new Crew(
                            List.of(new Task(30_000, expired, () -> {
                                try {
                                    Thread.sleep(1);
                                } catch (InterruptedException e) {
                                    hit.incrementAndGet();
                                }
                            })),
                            8,
                            threads)
                    .run();
        }

        assertThat(expired).hasValue(40);
        assertThat(hit).hasValue(0);
    }

    @Test
    void everyTaskIsDoneWhenNoMoreThreadsCanBeHad() {
        AtomicInteger had = new AtomicInteger();
        Executor few = work -> {
            if (had.incrementAndGet() > 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            threads.execute(work);
        };
        AtomicInteger done = new AtomicInteger();
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tasks.add(new Task(TimeUnit.SECONDS.toMillis(30), new AtomicInteger(), () -> {
                Thread.sleep(10);
                done.incrementAndGet();
            }));
        }

        new Crew(tasks, 8, few).run();

        assertThat(done).hasValue(10);
        assertThat(had.get()).isGreaterThan(1);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private record Task(long millis, AtomicInteger expired, Work work) implements Crew.Task {

        @Override
        public void run(long start) {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public long limit() {
            return TimeUnit.MILLISECONDS.toNanos(millis);
        }

        @Override
        public void expire() {
            expired.incrementAndGet();
        }

        @Override
        public void cancel() {}
    }
}
