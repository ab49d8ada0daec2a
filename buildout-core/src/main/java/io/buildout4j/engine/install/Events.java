package io.buildout4j.engine.install;

import io.buildout4j.Diagnostic;
import io.buildout4j.engine.prepare.Blame;
import io.buildout4j.engine.prepare.Secrets;
import io.buildout4j.install.InstallListener;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.PartChange;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners and the log what happens, one thing after the other, and in the order of the plan whatever runs side
 * by side: what a part says is told at once if all parts before it are done, and kept till then if not.
 */
final class Events {

    private final List<InstallListener> listeners;
    private final Secrets secrets;
    private final Blame blame;
    private final Queue<String> order = new ArrayDeque<>();
    private final Set<String> closed = new HashSet<>();
    private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

    /**
     * @param order the parts to come, in the order of the plan
     */
    Events(List<InstallListener> listeners, Secrets secrets, List<String> order) {
        this.listeners = listeners;
        this.secrets = secrets;
        this.blame = new Blame(secrets);
        for (String part : order) {
            this.order.add(part);
        }
    }

    synchronized void planned(InstallPlan plan) {
        tell(new Consumer<InstallListener>() {
            @Override
            public void accept(InstallListener listener) {
                listener.planned(plan);
            }
        });
    }

    void started(PartChange change) {
        say(change.part(), () -> {
            Log.OUT.info("{} {}", verb(change.action()), change.part());
            change.reasons().forEach(reason -> Log.OUT.debug("because {}", reason.text()));
            tell(listener -> listener.started(change));
        });
    }

    private static String verb(PartChange.Action action) {
        return switch (action) {
            case INSTALL -> "installing";
            case UPDATE -> "updating";
            case REINSTALL -> "reinstalling";
            case UNINSTALL -> "uninstalling";
            case LEAVE -> "leaving";
        };
    }

    void step(String part, String what) {
        String masked = secrets.mask(what);
        say(part, () -> {
            Log.OUT.info("{}: {}", part, masked);
            tell(listener -> listener.step(part, masked));
        });
    }

    void output(String part, String line) {
        String masked = secrets.mask(line);
        say(part, () -> {
            Log.OUT.debug("{}| {}", part, masked);
            tell(listener -> listener.output(part, masked));
        });
    }

    void warning(String part, Diagnostic warning) {
        Diagnostic masked = blame.masked(warning);
        say(part, () -> {
            Log.OUT.warn("{}", masked.line());
            tell(listener -> listener.warning(masked));
        });
    }

    /** Of the run as a whole, before its parts. */
    synchronized void warning(Diagnostic warning) {
        Log.OUT.warn("{}", warning.line());
        tell(listener -> listener.warning(warning));
    }

    void finished(PartChange change) {
        say(change.part(), () -> tell(listener -> listener.finished(change)));
        close(change.part());
    }

    void rolledBack(PartChange change, Diagnostic why) {
        say(change.part(), () -> tell(listener -> listener.rolledBack(change, why)));
        close(change.part());
    }

    /** Nothing more will be said of a part. */
    synchronized void close(String part) {
        closed.add(part);
        while (!order.isEmpty()) {
            String front = order.element();
            flush(front);
            if (!closed.contains(front)) {
                return;
            }
            order.remove();
        }
    }

    private synchronized void say(String part, Runnable what) {
        if (order.isEmpty() || part.equals(order.peek())) {
            flush(part);
            what.run();
        } else {
            waiting.computeIfAbsent(part, name -> new ArrayDeque<>()).add(what);
        }
    }

    private void flush(String part) {
        Queue<Runnable> kept = waiting.remove(part);
        if (kept != null) {
            kept.forEach(Runnable::run);
        }
    }

    private void tell(Consumer<InstallListener> event) {
        for (InstallListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                Log.OUT.warn("a listener failed", e);
            }
        }
    }

    /** A logger is costly to make, and many a run has nothing to say. */
    private static final class Log {
        static final Logger OUT = LoggerFactory.getLogger("io.buildout4j.install");
    }
}
