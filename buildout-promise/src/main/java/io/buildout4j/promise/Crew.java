package io.buildout4j.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs many tasks on few threads, each task with a time limit. A task that takes its time gets its thread a colleague,
 * so that it holds up nobody; one whose time is up is interrupted, and its thread given up until it is done with it. The
 * calling thread watches.
 */
final class Crew {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);
    /** So many threads a processor for tasks that wait for other processes; more would only crowd those. */
    private static final int WAITING = 2;
    /** A task is slow that takes so many times as long as those before it; all of them do where there is a crowd. */
    private static final long SLOW = 4;

    private static final long MOST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(50);
    /** Who takes no longer than this did not wait but was held up by the others. */
    private static final long CROWDED = TimeUnit.MILLISECONDS.toNanos(300);

    private static final int IDLE = -1;
    private static final int LOST = -2;

    /** Something to do in a limited time. */
    interface Task {

        /**
         * Does it, on a thread of the crew; throws nothing.
         *
         * @param start when it began, by {@link System#nanoTime()}
         */
        void run(long start);

        /** The nanoseconds it may take. */
        long limit();

        /** The nanoseconds after which it is no short task any more, so that its thread gets a colleague. */
        default long patience() {
            return TICK;
        }

        /** Called, on the watching thread, if the time is up; {@link #run(long)} may still be under way. */
        void expire();

        /** Called, on the watching thread, if nobody wants the outcome any more. */
        void cancel();
    }

    private final List<? extends Task> tasks;
    private final int most;
    private final Executor hands;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final List<Worker> workers = new ArrayList<>();

    /**
     * A crew for these tasks.
     *
     * @param most at most so many threads work at once
     * @param hands where the threads come from: each work it is given runs at once, on a thread of its own
     */
    Crew(List<? extends Task> tasks, int most, Executor hands) {
        this.tasks = tasks;
        this.most = most;
        this.hands = hands;
        open = new AtomicInteger(tasks.size());
    }

    /** Returns when each task is done or given up. */
    void run() {
        boolean waiting = tasks.stream().anyMatch(task -> task.patience() > TICK);
        int start = Runtime.getRuntime().availableProcessors() * (waiting ? WAITING : 1);
        for (int i = 0; i < Math.min(start, tasks.size()); i++) {
            hire();
        }
        try {
            long alone = TICK;
            while (open.get() > 0 && !finished.await(alone, TimeUnit.NANOSECONDS)) {
                alone = watch();
            }
        } catch (InterruptedException e) {
            next.set(tasks.size());
            workers.forEach(Worker::abandon);
            Thread.currentThread().interrupt();
            throw new CancellationException("the run of promises was interrupted");
        }
    }

    /** Looks after the workers, and tells for how long they may be left alone. */
    private long watch() {
        long now = System.nanoTime();
        long alone = TICK;
        long slow = Math.min(SLOW * usual(), MOST_PATIENCE);
        for (Worker worker : List.copyOf(workers)) {
            int at = worker.at.get();
            long took = now - worker.start;
            if (at < 0 || worker.at.get() != at) {
                continue;
            }
            Task task = tasks.get(at);
            long left = task.limit() - took;
            if (left <= 0) {
                if (worker.giveUp(at)) {
                    workers.remove(worker);
                    finished(worker.done + 1);
                    hire();
                }
                continue;
            }
            alone = Math.min(alone, left);
            if (took > Math.max(task.patience(), slow) && worker.helped != at && hire()) {
                worker.helped = at;
            }
        }
        workers.removeIf(worker -> worker.gone);
        return Math.max(alone, 1000);
    }

    /** How long the tasks took so far, in nanoseconds. */
    private long usual() {
        long took = 0;
        long done = 0;
        for (Worker worker : workers) {
            // To look where it is shows what it did until then.
            if (worker.at.get() >= 0) {
                took += worker.start - worker.began;
                done += worker.done;
            }
        }
        return done == 0 ? 0 : took / done;
    }

    /** Wakes the watching thread only when nothing is left, as to wake it costs more than many a task. */
    private void finished(int count) {
        if (open.addAndGet(-count) == 0) {
            finished.countDown();
        }
    }

    private boolean hire() {
        if (workers.size() >= most || next.get() >= tasks.size()) {
            return false;
        }
        Worker worker = new Worker();
        try {
            hands.execute(worker);
            return workers.add(worker);
        } catch (OutOfMemoryError e) {
            // A promise may have taken all threads there are: those already here have to do.
            if (workers.isEmpty()) {
                throw e;
            }
            return false;
        }
    }

    /** Works on one task after the other; its monitor keeps interrupts from hitting who has its thread next. */
    private final class Worker implements Runnable {
        /** The task it works on, or what stands for none; whoever takes a task out of it has ended that task. */
        final AtomicInteger at = new AtomicInteger(IDLE);

        volatile long start;
        volatile boolean gone;
        /** How many tasks it ended; its own until it is gone or lost. */
        int done;
        /** The last task for which it was given a colleague. */
        volatile int helped = IDLE;

        volatile long began;
        private @Nullable Thread thread;

        @Override
        public void run() {
            enter(Thread.currentThread());
            began = System.nanoTime();
            boolean wanted = true;
            while (wanted) {
                int i = next.getAndIncrement();
                if (i >= tasks.size()) {
                    break;
                }
                long now = System.nanoTime();
                start = now;
                at.set(i);
                tasks.get(i).run(now);
                if (!at.compareAndSet(i, IDLE)) {
                    // It was given up, and somebody took its place.
                    enter(null);
                    return;
                }
                done++;
                // With its colleague there would be one too many.
                wanted = helped != i || System.nanoTime() - now > CROWDED;
            }
            enter(null);
            gone = true;
            finished(done);
        }

        private synchronized void enter(@Nullable Thread mine) {
            thread = mine;
        }

        /** Ends the task it works on, unless that is done or another. */
        synchronized boolean giveUp(int task) {
            if (!at.compareAndSet(task, LOST)) {
                return false;
            }
            // First the verdict, so that what the interrupt brings about comes too late.
            tasks.get(task).expire();
            interrupt();
            return true;
        }

        synchronized void abandon() {
            int current = at.get();
            if (current >= 0) {
                tasks.get(current).cancel();
            }
            interrupt();
        }

        private void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
