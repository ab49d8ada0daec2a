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
 */
record Console(InputStream in, PrintStream out, PrintStream err) {

    /** Tells what stopped the work, and with {@code verbose} where in the program that was. */
    void failure(BuildoutException problem, boolean verbose) {
        err.println(problem.diagnostic().text());
        if (verbose) {
            problem.printStackTrace(err);
        }
    }

    /** Tells what the operator should know. */
    void warning(Diagnostic warning) {
        err.println("warning: " + warning.text());
    }
}
