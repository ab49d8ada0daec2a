package io.buildout4j.examples.cli;

import io.buildout4j.Diagnostic;
import io.buildout4j.install.InstallListener;
import io.buildout4j.install.PartChange;

/** Tells on standard error, a line each, what an installation does. */
final class ConsoleListener implements InstallListener {

    private final Console console;
    private final int verbosity;

    ConsoleListener(Console console, int verbosity) {
        this.console = console;
        this.verbosity = verbosity;
    }

    @Override
    public void started(PartChange change) {
        if (verbosity >= 0) {
            console.err().println(change.explain());
        }
    }

    @Override
    public void step(String part, String what) {
        if (verbosity >= 0) {
            console.err().println("  " + part + ": " + what);
        }
    }

    @Override
    public void output(String part, String line) {
        if (verbosity > 0) {
            console.err().println("  " + part + "| " + line);
        }
    }

    @Override
    public void rolledBack(PartChange change, Diagnostic why) {
        if (verbosity >= 0) {
            console.err().println("undone: " + change.action().word() + " " + change.part());
        }
    }

    @Override
    public void warning(Diagnostic warning) {
        if (verbosity >= -1) {
            console.warning(warning);
        }
    }
}
