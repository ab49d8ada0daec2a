package io.buildout4j.examples.cli;

import io.buildout4j.Diagnostic;
import io.buildout4j.install.InstallListener;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.PartChange;
import org.jspecify.annotations.Nullable;

/** Tells on standard error, a line each, what an installation does; on a terminal below a bar that grows. */
final class ConsoleListener implements InstallListener, AutoCloseable {

    private final Console console;
    private final int verbosity;
    private @Nullable ProgressBar bar;

    ConsoleListener(Console console, int verbosity) {
        this.console = console;
        this.verbosity = verbosity;
    }

    @Override
    public void planned(InstallPlan plan) {
        if (verbosity >= 0 && console.isTerminal()) {
            bar = new ProgressBar(console.err(), plan.work().size(), System::nanoTime);
        }
    }

    @Override
    public void started(PartChange change) {
        line(0, console.errColours().bold(change.explain()));
        ProgressBar drawn = bar;
        if (drawn != null) {
            drawn.doing(change.part());
        }
    }

    @Override
    public void step(String part, String what) {
        line(0, "  " + part + ": " + what);
    }

    @Override
    public void output(String part, String line) {
        line(1, "  " + part + "| " + line);
    }

    @Override
    public void downloaded(String url, long bytes, long total) {
        ProgressBar drawn = bar;
        if (drawn != null) {
            drawn.transferred(url.substring(url.lastIndexOf('/') + 1), bytes, total);
        }
    }

    @Override
    public void finished(PartChange change) {
        ended();
    }

    @Override
    public void rolledBack(PartChange change, Diagnostic why) {
        line(0, "undone: " + change.action().word() + " " + change.part());
        ended();
    }

    @Override
    public void warning(Diagnostic warning) {
        if (verbosity >= -1) {
            print(() -> console.warning(warning));
        }
    }

    private void ended() {
        ProgressBar drawn = bar;
        if (drawn != null) {
            drawn.stepped();
        }
    }

    private void line(int level, String text) {
        if (verbosity >= level) {
            print(() -> console.err().println(text));
        }
    }

    private void print(Runnable lines) {
        ProgressBar drawn = bar;
        if (drawn == null) {
            lines.run();
        } else {
            drawn.above(lines);
        }
    }

    /** Leaves the terminal without the bar. */
    @Override
    public void close() {
        ProgressBar drawn = bar;
        if (drawn != null) {
            drawn.close();
        }
    }
}
