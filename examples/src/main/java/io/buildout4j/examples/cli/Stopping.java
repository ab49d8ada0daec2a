package io.buildout4j.examples.cli;

import io.buildout4j.install.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What happens when the process is told to end, by Ctrl-C or SIGTERM: an installation is cancelled, and the process goes
 * when what was begun is taken back. It does not wait for ever: the next run takes back what this one could not.
 */
final class Stopping implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 5;

    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Hook();
    private volatile boolean installing;

    /** From now on a signal stops the program's work in order. */
    Stopping() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The handle for the installation of this process. */
    Cancellation installation() {
        installing = true;
        return cancellation;
    }

    /** Whether the process was told to end. */
    boolean begun() {
        return cancellation.cancelled();
    }

    /** The program's work is over. Does not return where a signal ends the process, with the status that stands for it. */
    @Override
    public void close() {
        ended.countDown();
        if (begun() || !unhooked()) {
            awaitEnd();
        }
    }

    private boolean unhooked() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process has been told to end just now.
            return false;
        }
    }

    /** Who returned would exit with a status of its own, which Java at times prefers to the one it is ending with. */
    private static void awaitEnd() {
        while (true) {
            LockSupport.park();
            boolean unused = Thread.interrupted();
        }
    }

    private final class Hook extends Thread {

        Hook() {
            super("buildout-stop");
        }

        @Override
        public void run() {
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
}
