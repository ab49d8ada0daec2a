package io.buildout4j.examples.cli;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where the program reads and writes: results to one stream, everything else to the other.
 *
 * @param in standard input, for batches
 * @param out for results only
 * @param err for errors, warnings and progress
 * @param isTerminal whether a person watches {@code err}
 * @param outColours how results are coloured
 * @param errColours how the rest is coloured
 */
record Console(
        InputStream in, PrintStream out, PrintStream err, boolean isTerminal, Colours outColours, Colours errColours) {

    /** A console that no person watches. */
    Console(InputStream in, PrintStream out, PrintStream err) {
        this(in, out, err, false, Colours.NONE, Colours.NONE);
    }

    /** Tells what stopped the work, and with {@code verbose} where in the program that was. */
    void failure(BuildoutException problem, boolean verbose) {
        err.println(painted(problem.diagnostic(), errColours));
        if (verbose) {
            problem.printStackTrace(err);
        }
    }

    /** Tells what the operator should know. */
    void warning(Diagnostic warning) {
        err.println(errColours.yellow("warning: ") + painted(warning, errColours));
    }

    /** The whole message: the place stands out, the trail stands back. */
    static String painted(Diagnostic diagnostic, Colours colours) {
        if (!colours.shown()) {
            return diagnostic.text();
        }
        StringBuilder text = new StringBuilder();
        diagnostic
                .origin()
                .ifPresent(origin ->
                        text.append(colours.bold(origin.place() + ":")).append(' '));
        text.append(
                diagnostic.severity() == Diagnostic.Severity.ERROR
                        ? colours.red(diagnostic.problem())
                        : diagnostic.problem());
        diagnostic
                .hint()
                .ifPresent(hint -> text.append(" (").append(colours.green(hint)).append(')'));
        diagnostic.trail().forEach(step -> text.append(colours.dim("\n  while " + step)));
        return text.toString();
    }
}
