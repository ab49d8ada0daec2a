package io.buildout4j.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs many tasks on few threads, each task with a time limit. A task that takes its time gets its thread a colleague,
 * so that it holds up nobody; one whose time is up is interrupted and given up together with its thread. The calling
 * thread watches.
 */
final class Crew {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);
    /** So many threads a processor for tasks that wait for other processes; more would only crowd those. */
    private static final int WAITING = 3;

    /** Something to do in a limited time. */
    interface Task {

        /** Does it, on a thread of the crew; throws nothing. */
        void run();

        /** The nanoseconds it may take. */
        long limit();

        /** The nanoseconds after which it is no short task any more, so that its thread gets a colleague. */
        default long patience() {
            return TICK;
        }

        /** Called, on the watching thread, if the time is up; {@link #run} may still be under way. */
        void expire();

        /** Called, on the watching thread, if nobody wants the outcome any more. */
        void cancel();
    }

    private final List<? extends Task> tasks;
    private final int most;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final List<Worker> workers = new ArrayList<>();

    Crew(List<? extends Task> tasks, int most) {
        this.tasks = tasks;
        this.most = most;
        open = new AtomicInteger(tasks.size());
    }

    /** Returns when each task is done or given up. */
    void run() {
        boolean waiting = tasks.stream().anyMatch(task -> task.patience() > TICK);
        int start = Runtime.getRuntime().availableProcessors() * (waiting ? WAITING : 1);
        for (int i = 0; i < start; i++) {
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
        for (Worker worker : List.copyOf(workers)) {
            Job job = worker.job;
            if (job == null) {
                continue;
            }
            long left = job.task.limit() - (now - job.start);
            if (left <= 0) {
                if (job.settle()) {
                    workers.remove(worker);
                    // First the verdict, so that what the interrupt brings about comes too late.
                    job.task.expire();
                    worker.thread.interrupt();
                    finished();
                    hire();
                }
                continue;
            }
            alone = Math.min(alone, left);
            if (now - job.start > job.task.patience() && !job.helped) {
                job.helped = true;
                hire();
            }
        }
        workers.removeIf(worker -> worker.gone);
        return Math.max(alone, 1000);
    }

    /** Wakes the watching thread only when nothing is left, as to wake it costs more than many a task. */
    private void finished() {
        if (open.decrementAndGet() == 0) {
            finished.countDown();
        }
    }

    private void hire() {
        if (workers.size() < most && next.get() < tasks.size()) {
            workers.add(new Worker());
        }
    }

    private final class Worker implements Runnable {
        final Thread thread = new Thread(this, "promise");
        volatile @Nullable Job job;
        volatile boolean gone;

        Worker() {
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void run() {
            boolean mine = true;
            while (mine) {
                int i = next.getAndIncrement();
                mine = i < tasks.size() && work(new Job(tasks.get(i)));
            }
            gone = true;
        }

        /** Tells whether the task ended in time; else somebody took this thread's place already. */
        private boolean work(Job current) {
            job = current;
            current.task.run();
            job = null;
            if (!current.settle()) {
                return false;
            }
            finished();
            return true;
        }

        void abandon() {
            Job current = job;
            if (current != null) {
                current.task.cancel();
            }
            thread.interrupt();
        }
    }

    private static final class Job {
        final Task task;
        final long start = System.nanoTime();
        final AtomicInteger settled = new AtomicInteger();
        boolean helped;

        Job(Task task) {
            this.task = task;
        }

        boolean settle() {
            return settled.compareAndSet(0, 1);
        }
    }
}
