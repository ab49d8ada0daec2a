package io.buildout4j.examples.cli;

import io.buildout4j.Diagnostic;
import io.buildout4j.install.InstallListener;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.PartChange;
import org.jspecify.annotations.Nullable;

/** Tells on standard error, a line each, what an installation does; on a terminal below a bar that grows. */
final class ConsoleListener implements InstallListener, AutoCloseable {

    private static final String PROGRAM = "buildout";

    private final Console console;
    private volatile LogStyle style;
    private @Nullable ProgressBar bar;

    ConsoleListener(Console console, int verbosity) {
        this.console = console;
        this.style = LogStyle.of(verbosity);
    }

    @Override
    public void planned(InstallPlan plan) {
        style = LogStyle.of(plan.resolved().section("buildout"));
        if (style.shows(LogStyle.INFO) && console.isTerminal()) {
            bar = new ProgressBar(console.err(), plan.work().size(), System::nanoTime);
        }
    }

    @Override
    public void started(PartChange change) {
        line(LogStyle.INFO, PROGRAM, change.explain(), console.errColours().bold(change.explain()));
        ProgressBar drawn = bar;
        if (drawn != null) {
            drawn.doing(change.part());
        }
    }

    @Override
    public void step(String part, String what) {
        line(LogStyle.INFO, part, what, "  " + part + ": " + what);
    }

    @Override
    public void output(String part, String line) {
        line(LogStyle.DEBUG, part, line, "  " + part + "| " + line);
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
        String undone = "undone: " + change.action().word() + " " + change.part();
        line(LogStyle.INFO, PROGRAM, undone, undone);
        ended();
    }

    @Override
    public void warning(Diagnostic warning) {
        String shaped = style.shaped(LogStyle.WARNING, PROGRAM, warning.text(), "");
        if (style.shows(LogStyle.WARNING)) {
            print(
                    shaped.isEmpty()
                            ? () -> console.warning(warning)
                            : () -> console.err().println(shaped));
        }
    }

    private void ended() {
        ProgressBar drawn = bar;
        if (drawn != null) {
            drawn.stepped();
        }
    }

    private void line(int level, String logger, String message, String plain) {
        if (style.shows(level)) {
            print(() -> console.err().println(style.shaped(level, logger, message, plain)));
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
