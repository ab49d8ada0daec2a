package io.buildout4j.engine.download;

import io.buildout4j.download.DownloadSettings.Limits;
import java.io.Closeable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Ends transfers that a read's time limit cannot see: a byte now and then, a download beyond its time in all, a
 * cancelled run. (A blocked socket does not notice an interrupt.)
 */
final class Watchdog implements Closeable {

    private static final long TICK_MILLIS = 100;

    private final Limits limits;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "buildout-download-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    Watchdog(Limits limits) {
        this.limits = limits;
    }

    /** Watches what the calling thread does until closed. */
    Watch watch(long deadline) {
        Watch watch = new Watch(deadline);
        watch.begin();
        return watch;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** One attempt under watch. */
    final class Watch implements AutoCloseable {

        private final Thread worker = Thread.currentThread();
        private final long deadline;
        private @Nullable ScheduledFuture<?> ticks;
        private @Nullable Runnable abort;
        private @Nullable String verdict;
        private final AtomicLong bytes = new AtomicLong();
        private long windowBegin = System.nanoTime();
        private long windowBytes;

        private Watch(long deadline) {
            this.deadline = deadline;
        }

        private void begin() {
            ticks = clock.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }

        /** What ends the transfer now going on. */
        synchronized void aborting(Runnable how) {
            abort = how;
            if (verdict != null) {
                how.run();
            }
        }

        /** Bytes arrived. */
        void received(int count) {
            bytes.addAndGet(count);
        }

        /** Why the transfer was ended from here, or null if it was not. */
        synchronized @Nullable String verdict() {
            return verdict;
        }

        private synchronized void tick() {
            if (verdict != null) {
                return;
            }
            long now = System.nanoTime();
            if (worker.isInterrupted()) {
                end("it was cancelled");
            } else if (now >= deadline) {
                end("it took longer than " + seconds(limits.total().toNanos()) + " in all");
            } else if (now - windowBegin >= limits.silence().toNanos()) {
                long received = bytes.get() - windowBytes;
                double perSecond = received * 1e9 / (now - windowBegin);
                // Mere silence is seen by the socket itself.
                if (received > 0 && perSecond < limits.bytesPerSecond()) {
                    end("it came slower than " + limits.bytesPerSecond() + " bytes a second for "
                            + seconds(now - windowBegin));
                }
                windowBegin = now;
                windowBytes = bytes.get();
            }
        }

        private static String seconds(long nanos) {
            return Math.max(1, Math.round(nanos / 1e9)) + " s";
        }

        private void end(String why) {
            verdict = why;
            if (abort != null) {
                abort.run();
            }
        }

        @Override
        public synchronized void close() {
            abort = null;
            if (ticks != null) {
                ticks.cancel(false);
            }
        }
    }
}
