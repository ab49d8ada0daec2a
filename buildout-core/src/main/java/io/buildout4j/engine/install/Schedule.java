package io.buildout4j.engine.install;

import io.buildout4j.engine.plan.PlannedPart;
import io.buildout4j.install.Cancellation;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Works on parts in the order of the plan, each after the parts it refers to; side by side where the host allows it, and
 * without a thread of its own where it does not.
 */
final class Schedule {

    private final Terms terms;
    private final Function<PlannedPart, Outcome> work;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final Set<String> lost = new HashSet<>();
    private boolean stopped;

    Schedule(Terms terms, Function<PlannedPart, Outcome> work) {
        this.terms = terms;
        this.work = work;
    }

    /**
     * Runs until all is done, or nothing more may be begun.
     *
     * @return how each part that was begun ended, by part
     */
    Map<String, Outcome> run(List<PlannedPart> parts) {
        int threads = Math.min(terms.parallelism(), parts.size());
        if (threads <= 1) {
            for (PlannedPart part : parts) {
                if (needsLost(part)) {
                    lost.add(part.name());
                } else if (mayBegin()) {
                    ended(work.apply(part));
                }
            }
            return outcomes;
        }
        ExecutorService executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "buildout-part");
            thread.setDaemon(true);
            return thread;
        });
        try {
            sideBySide(parts, new ExecutorCompletionService<>(executor), threads);
        } finally {
            executor.shutdown();
        }
        return outcomes;
    }

    private void sideBySide(List<PlannedPart> parts, CompletionService<Outcome> workers, int threads) {
        Needs needs = new Needs(parts);
        int running = 0;
        boolean interrupted = false;
        while (true) {
            while (running < threads && needs.hasFree() && mayBegin()) {
                PlannedPart part = needs.next();
                if (needsLost(part)) {
                    lost.add(part.name());
                    needs.over(part);
                } else {
                    Future<Outcome> unused = workers.submit(() -> work.apply(part));
                    running++;
                }
            }
            if (running == 0) {
                break;
            }
            try {
                Outcome outcome = workers.take().get();
                running--;
                ended(outcome);
                needs.over(outcome.part());
            } catch (InterruptedException e) {
                interrupted = true;
                terms.cancellation().cancel();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the work on a part reports its failures", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean mayBegin() {
        Cancellation cancellation = terms.cancellation();
        return !stopped && !cancellation.cancelled() && !Thread.currentThread().isInterrupted();
    }

    /** Whether something it refers to failed, or was not begun for such a reason. */
    private boolean needsLost(PlannedPart part) {
        return !lost.isEmpty() && part.change().dependencies().stream().anyMatch(lost::contains);
    }

    private void ended(Outcome outcome) {
        outcomes.put(outcome.part().name(), outcome);
        if (outcome.failure().isPresent()) {
            lost.add(outcome.part().name());
            stopped |= !terms.keepGoing();
        }
    }
}
