package io.buildout4j.examples.cli;

import io.buildout4j.install.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * What happens when the process is told to end, by Ctrl-C or SIGTERM: an installation is cancelled, and the process goes
 * when what was begun is taken back. It does not wait for ever: the next run takes back what this one could not.
 */
final class Stopping {

    private static final long PATIENCE_SECONDS = 5;

    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean installing;

    /** The handle for the installation of this process. */
    Cancellation installation() {
        installing = true;
        return cancellation;
    }

    /** Whether the process was told to end. */
    boolean begun() {
        return cancellation.cancelled();
    }

    /** Runs the program's work so that a signal stops it in order. */
    int guard(IntSupplier work) {
        Thread hook = new Thread(this::stop, "buildout-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.getAsInt();
        } finally {
            ended.countDown();
            if (!begun()) {
                unhook(hook);
            }
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process has been told to end just now.
        }
    }

    private void stop() {
        cancellation.cancel();
        if (installing) {
            try {
                boolean unused = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
