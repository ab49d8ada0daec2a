package io.buildout4j.promise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sweep over some promises: who is due, the runs side by side, the one bang, and what to report. */
final class SweepRun {
    private static final Logger LOG = LoggerFactory.getLogger(PromiseRunner.class);

    private static final Duration LONG = Duration.ofMillis(200);

    private final Sweep sweep;
    private final List<Job> jobs;
    private final Desk desk;
    private final Optional<BangHandler> handler;

    SweepRun(Sweep sweep, List<Job> jobs, Desk desk, Optional<BangHandler> handler) {
        this.sweep = sweep;
        this.jobs = jobs;
        this.desk = desk;
        this.handler = handler;
    }

    PromiseReport run(int threads, Executor hands) {
        List<Told> told = new ArrayList<>(jobs.size());
        List<JobRun> runs = new ArrayList<>(jobs.size());
        List<String> skipped = new ArrayList<>();
        String mark = desk.mark();
        for (Job job : jobs) {
            Optional<Skip> skip = job.ofHost() ? Optional.empty() : skip(job);
            if (skip.isPresent()) {
                skipped.add(job.title());
                told.add(skip.get());
            } else {
                JobRun run = new JobRun(job, desk, sweep.watching(), mark);
                runs.add(run);
                told.add(run);
            }
        }
        new Crew(longestFirst(runs), threads, hands).run();
        if (!skipped.isEmpty()) {
            LOG.info("{} promises didn't need to be checked", skipped.size());
        }
        List<String> bangs = bang(runs, handler);
        keep(runs);
        List<PromiseResult> results = new ArrayList<>(told.size());
        told.forEach(one -> one.result().ifPresent(results::add));
        return new PromiseReport(results, skipped, bangs);
    }

    /** Processes that took long, or hung, the last time come first, so that the end does not wait for them alone. */
    private List<JobRun> longestFirst(List<JobRun> runs) {
        Map<String, Duration> took = new HashMap<>();
        for (JobRun run : runs) {
            if (run.job().process() && !run.job().ofHost()) {
                desk.lastResult(run.job())
                        .map(PromiseResult::executionTime)
                        .filter(time -> time.compareTo(LONG) > 0)
                        .ifPresent(time -> took.put(run.job().title(), time));
            }
        }
        if (took.isEmpty()) {
            return runs;
        }
        List<JobRun> sorted = new ArrayList<>(runs);
        sorted.sort(Comparator.comparing(
                run -> took.getOrDefault(run.job().title(), Duration.ZERO), Comparator.reverseOrder()));
        return sorted;
    }

    private void keep(List<JobRun> runs) {
        Map<String, String> problems = desk.ledger().keep();
        if (problems.isEmpty()) {
            return;
        }
        LOG.warn("results of promises could not be kept: {}", problems.values());
        for (JobRun run : runs) {
            if (run.job().ofHost()) {
                String cause = problems.getOrDefault(run.job().title(), problems.get(""));
                if (cause != null) {
                    run.unrecorded(cause);
                }
            }
        }
    }

    /** What the report has from a promise, once the sweep is over. */
    interface Told {

        /** The result, unless nothing is told. */
        Optional<PromiseResult> result();
    }

    /** A promise that is not run, and what is told about it all the same. */
    private record Skip(Optional<PromiseResult> result) implements Told {}

    private Optional<Skip> skip(Job job) {
        if (job.body() instanceof Job.Body.Broken) {
            return Optional.empty();
        }
        return desk.cached(job).flatMap(cached -> {
            boolean wanted = sweep.watching() ? cached.watched() : cached.tested();
            // One that dropped both modes has to be run to be told off.
            boolean dropped = !wanted && (cached.watched() || cached.tested());
            if (dropped) {
                return Optional.of(new Skip(Optional.of(empty(job))));
            }
            if (sweep.forced() || !desk.instant().isBefore(cached.nextRun())) {
                return Optional.empty();
            }
            return Optional.of(new Skip(desk.lastResult(job).filter(PromiseResult::failed)));
        });
    }

    private PromiseResult empty(Job job) {
        return new PromiseResult(job.title(), job.name(), job.path(), Verdict.empty(), desk.instant(), Duration.ZERO);
    }

    /** Tells the host about the first lasting failure. */
    static List<String> bang(List<JobRun> runs, Optional<BangHandler> handler) {
        if (handler.isEmpty()) {
            return List.of();
        }
        for (JobRun run : runs) {
            if (run.mayBang()) {
                String message = "Promise " + run.job().title() + " is failing";
                try {
                    handler.get().bang(message);
                    run.note(Level.INFO, "Bang with message '" + message + "'.");
                } catch (Exception e) {
                    LOG.warn("the bang for promise {} failed", run.job().title(), e);
                    run.note(Level.WARNING, "Bang failed: " + JobRun.cause(e));
                }
                return List.of(message);
            }
        }
        return List.of();
    }
}
