package io.buildout4j.install;

import java.util.HashSet;
import java.util.Set;

/**
 * A handle by which any thread stops a running installation: children are ended, the parts in work are rolled back, what
 * was finished stays on the record, and the call that installs throws with kind {@code CANCELLED}. An interrupt of the
 * thread that called does the same. A recipe that goes on in spite of its interrupt is waited for, and what it finishes
 * is on the record like other parts; none is begun after it. The caller's thread is left uninterrupted when the handle
 * stopped the run, and interrupted when an interrupt did.
 */
public final class Cancellation {

    private final Set<Thread> workers = new HashSet<>();
    private boolean cancelled;

    /** A handle not yet used; good for one installation. */
    public Cancellation() {}

    /** Stops the installation this was given to; at once if it has not begun. Returns without waiting. */
    public synchronized void cancel() {
        // Once: a thread that is cleaning up already must not be disturbed again and again.
        if (!cancelled) {
            cancelled = true;
            workers.forEach(Thread::interrupt);
        }
    }

    /** Whether {@link #cancel} was called. */
    public synchronized boolean cancelled() {
        return cancelled;
    }

    /** Runs work that is interrupted should the installation be cancelled. For the engine. */
    public void guard(Runnable work) {
        Thread self = Thread.currentThread();
        boolean mine;
        synchronized (this) {
            mine = workers.add(self);
            if (cancelled) {
                self.interrupt();
            }
        }
        try {
            work.run();
        } finally {
            synchronized (this) {
                if (mine && workers.remove(self) && cancelled) {
                    // The interrupt was this handle's and has done its work: left standing, it would stop whatever a
                    // thread of a pool is given next.
                    Thread.interrupted();
                }
            }
        }
    }
}
