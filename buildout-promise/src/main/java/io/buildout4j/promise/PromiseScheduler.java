package io.buildout4j.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs promises in a long-running host, each in its own period, looking for anomalies. Times are counted by a clock
 * that nobody sets, so a jump of the wall clock moves nothing; a period that was slept through is run once, not made up
 * for; runs keep their place in time however long they take. What is due first after a start is told by the last
 * results, spread so that not all come at once. Plugins and executables of the partition are looked for once a minute.
 */
public final class PromiseScheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PromiseScheduler.class);
    private static final long SCAN = Duration.ofMinutes(1).toNanos();

    private final PromiseRunner runner;
    private final Sweep sweep;
    private final Listener listener;
    private final Pool pool;
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final Map<String, Due> known = new HashMap<>();
    private final BlockingQueue<Runnable> told = new LinkedBlockingQueue<>();
    private final Thread timer = new Thread(this::time, "promise-timer");
    private final Thread teller = new Thread(this::tell, "promise-teller");
    private boolean paused;
    private boolean closed;
    private volatile boolean ended;

    /** Told about each run, one after the other on one thread; has to return soon. */
    @FunctionalInterface
    public interface Listener {

        /**
         * One promise was run.
         *
         * @param result what came of it
         * @param bangs what the bang handler was told, if anything
         */
        void ran(PromiseResult result, List<String> bangs);
    }

    private PromiseScheduler(PromiseRunner runner, Map<String, Promise> promises, Listener listener) {
        this.runner = runner;
        this.sweep = Sweep.anomaly().with(promises);
        this.listener = listener;
        this.pool = new Pool(runner.threads());
        timer.setDaemon(true);
        teller.setDaemon(true);
    }

    /**
     * Starts running a runner's promises, and these besides.
     *
     * @param promises by name
     * @param listener told about each run
     */
    public static PromiseScheduler start(PromiseRunner runner, Map<String, Promise> promises, Listener listener) {
        PromiseScheduler scheduler = new PromiseScheduler(runner, promises, listener);
        scheduler.timer.start();
        scheduler.teller.start();
        return scheduler;
    }

    /** Runs nothing any more until resumed; what is under way comes to its end. */
    public synchronized void pause() {
        paused = true;
    }

    /** Goes on after a pause; what became due meanwhile is run once. */
    public synchronized void resume() {
        paused = false;
        notifyAll();
    }

    /** Stops for good; what is under way is interrupted and leaves no result. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        pool.close();
        // No interrupt, which would close the journal under its hands.
        told.add(() -> ended = true);
        try {
            teller.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void time() {
        long scan = System.nanoTime();
        try {
            while (true) {
                if (System.nanoTime() - scan >= 0) {
                    scan();
                    scan = System.nanoTime() + SCAN;
                }
                Due due = next(scan);
                if (due == null) {
                    continue;
                }
                if (!due.running) {
                    due.running = true;
                    pool.submit(due);
                }
                synchronized (this) {
                    due.advance();
                    if (known.get(due.job.title()) == due) {
                        queue.add(due);
                    }
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the scheduler was closed");
        }
    }

    /** Waits for the next promise that is due, at most until the time to scan; null if there is none yet. */
    private synchronized @Nullable Due next(long scan) throws InterruptedException {
        while (true) {
            if (closed) {
                throw new InterruptedException();
            }
            long now = System.nanoTime();
            Due first = queue.peek();
            if (!paused && first != null && first.time - now <= 0) {
                return queue.poll();
            }
            long wait = paused || first == null ? scan - now : Math.min(scan - now, first.time - now);
            if (wait <= 0) {
                return null;
            }
            wait(wait / 1_000_000, (int) (wait % 1_000_000));
        }
    }

    /** One thread waits for the disk, for all runs that ended meanwhile, so that the runs themselves never do. */
    private void tell() {
        List<Runnable> all = new ArrayList<>();
        try {
            while (!ended) {
                all.add(told.take());
                told.drainTo(all);
                runner.desk().ledger().keepSoon();
                all.forEach(Runnable::run);
                all.clear();
            }
        } catch (InterruptedException e) {
            LOG.debug("the scheduler tells nothing any more");
        }
    }

    /** Takes in promises that came, and lets go of those that went. */
    private void scan() {
        List<Job> jobs = runner.jobs(sweep);
        synchronized (this) {
            Set<String> titles = new HashSet<>();
            for (Job job : jobs) {
                titles.add(job.title());
                if (!known.containsKey(job.title())) {
                    Due due = new Due(job);
                    known.put(job.title(), due);
                    queue.add(due);
                }
            }
            queue.removeIf(due -> !titles.contains(due.job.title()));
            known.keySet().retainAll(titles);
        }
    }

    private final class Due implements Comparable<Due>, Crew.Task {
        final Job job;
        volatile boolean running;
        volatile Duration period;
        long time;
        private volatile @Nullable JobRun run;
        private String mark = "";

        Due(Job job) {
            this.job = job;
            period = Promise.DEFAULT_PERIOD;
            learn();
            time = System.nanoTime() + firstDelay();
        }

        /** What is overdue comes soon but not all at once; the share is the title's, so it is the same each time. */
        private long firstDelay() {
            Instant now = runner.desk().instant();
            Optional<PromiseResult> last = runner.desk().lastResult(job);
            long left = last.filter(result -> !result.date().isAfter(now))
                    .map(result ->
                            Duration.between(now, result.date().plus(period)).toNanos())
                    .orElse(0L);
            long spread = Math.min(period.toNanos(), Duration.ofSeconds(10).toNanos());
            return left > 0 ? left : Math.floorMod(job.title().hashCode() * 2654435761L, Math.max(1, spread));
        }

        /** How often: as the promise says, or as its file said when it was run last. */
        private void learn() {
            if (job.file().isPresent()) {
                runner.desk().cached(job).ifPresent(cached -> period = cached.period());
            } else if (job.body() instanceof Job.Body.InProcess body) {
                try {
                    period = Periods.positive(
                            body.factory().create(body.parameters()).period());
                } catch (Exception e) {
                    LOG.debug("promise {} does not tell its period", job.title(), e);
                }
            }
        }

        void advance() {
            time = Periods.next(time, System.nanoTime(), Math.max(1, period.toNanos()));
        }

        @Override
        public void run(long start) {
            JobRun mine = new JobRun(job, runner.desk(), true, mark());
            run = mine;
            mine.run(start);
            done(mine);
        }

        private String mark() {
            String before = mark;
            while (mark.equals(before)) {
                mark = runner.desk().mark();
            }
            return mark;
        }

        /** Has a run told about, once; the next one comes only after that. */
        private void done(JobRun mine) {
            if (mine.tellOnce()) {
                List<String> bangs = bang(mine);
                run = null;
                told.add(() -> tell(mine, bangs));
            }
        }

        private void tell(JobRun mine, List<String> bangs) {
            try {
                mine.result().ifPresent(result -> listener.ran(result, bangs));
            } catch (RuntimeException e) {
                LOG.warn("a listener failed on promise {}", job.title(), e);
            } finally {
                running = false;
            }
        }

        private List<String> bang(JobRun mine) {
            try {
                if (job.file().isPresent()) {
                    learn();
                }
                return runner.bang(mine);
            } catch (RuntimeException e) {
                LOG.warn("the run of promise {} was not told in full", job.title(), e);
                return List.of();
            }
        }

        @Override
        public long limit() {
            JobRun mine = run;
            return mine == null ? Long.MAX_VALUE : mine.limit();
        }

        @Override
        public void expire() {
            JobRun mine = run;
            if (mine != null) {
                mine.expire();
                done(mine);
            }
        }

        @Override
        public void cancel() {
            JobRun mine = run;
            if (mine != null) {
                mine.cancel();
            }
        }

        @Override
        public int compareTo(Due other) {
            return Long.compare(time - other.time, 0);
        }
    }
}
