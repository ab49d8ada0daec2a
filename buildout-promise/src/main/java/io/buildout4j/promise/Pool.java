package io.buildout4j.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Like {@link Crew}, for tasks that keep coming: few threads while tasks are short, one more for each that takes its
 * time while others wait, and none is lost to one that hangs.
 */
final class Pool implements AutoCloseable {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long IDLE_SECONDS = 5;

    private final BlockingQueue<Crew.Task> queue = new LinkedBlockingQueue<>();
    private final List<Worker> workers = new ArrayList<>();
    private final int few = Runtime.getRuntime().availableProcessors();
    private final int most;
    private final Thread watch = new Thread(this::watch, "promise-watch");
    private volatile boolean closed;

    Pool(int most) {
        this.most = most;
        watch.setDaemon(true);
        watch.start();
    }

    void submit(Crew.Task task) {
        queue.add(task);
        synchronized (workers) {
            if (workers.size() < few) {
                workers.add(new Worker());
            }
        }
    }

    private void watch() {
        while (!closed) {
            try {
                TimeUnit.NANOSECONDS.sleep(TICK);
                synchronized (workers) {
                    look();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look() {
        long now = System.nanoTime();
        int slow = 0;
        for (Worker worker : List.copyOf(workers)) {
            Running running = worker.running;
            if (running == null) {
                continue;
            }
            long took = now - running.start;
            if (took >= running.task.limit() && running.settle()) {
                workers.remove(worker);
                running.task.expire();
                worker.thread.interrupt();
            } else if (took > SLOW) {
                slow++;
            }
        }
        for (int i = workers.size(); i < Math.min(most, slow + few) && !queue.isEmpty(); i++) {
            workers.add(new Worker());
        }
    }

    @Override
    public void close() {
        closed = true;
        watch.interrupt();
        queue.clear();
        List<Worker> last;
        synchronized (workers) {
            last = List.copyOf(workers);
            workers.clear();
        }
        for (Worker worker : last) {
            Running running = worker.running;
            if (running != null) {
                running.task.cancel();
            }
            worker.thread.interrupt();
        }
        // Who is just writing a file is given a moment; who does not listen is left behind.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        try {
            for (Worker worker : last) {
                worker.thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Worker implements Runnable {
        final Thread thread = new Thread(this, "promise");
        volatile @Nullable Running running;

        Worker() {
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void run() {
            try {
                boolean mine = true;
                while (mine && !closed) {
                    Crew.Task task = queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
                    mine = task != null && work(task);
                }
            } catch (InterruptedException e) {
                // The pool was closed.
            }
            synchronized (workers) {
                workers.remove(this);
                // A task may have come in just when this one stopped waiting.
                if (!closed && workers.isEmpty() && !queue.isEmpty()) {
                    workers.add(new Worker());
                }
            }
        }

        private boolean work(Crew.Task task) {
            Running current = new Running(task);
            running = current;
            task.run(current.start);
            running = null;
            return current.settle();
        }
    }

    private static final class Running {
        final Crew.Task task;
        final long start = System.nanoTime();
        private final AtomicBoolean settled = new AtomicBoolean();

        Running(Crew.Task task) {
            this.task = task;
        }

        boolean settle() {
            return settled.compareAndSet(false, true);
        }
    }
}
