package io.buildout4j.examples.cli;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the program reads and writes: results to one stream, everything else to the other.
 *
 * @param in standard input, for batches
 * @param out for results only
 * @param err for errors, warnings and progress
 * @param isTerminal whether a person watches {@code err}
 */
record Console(InputStream in, PrintStream out, PrintStream err, boolean isTerminal) {

    /** A console that no person watches. */
    Console(InputStream in, PrintStream out, PrintStream err) {
        this(in, out, err, false);
    }

    /** Tells what stopped the work, and with {@code verbose} where in the program that was. */
    void failure(BuildoutException problem, boolean verbose) {
        err.println(problem.diagnostic().text());
        if (verbose) {
            problem.printStackTrace(err);
        }
    }

    /** Whether a person watches what this process writes to standard error; where that cannot be told, nobody does. */
    static boolean isWatched() {
        Path target;
        try {
            target = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
        } catch (IOException e) {
            return false;
        }
        return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
    }

    /** Tells what the operator should know. */
    void warning(Diagnostic warning) {
        err.println("warning: " + warning.text());
    }
}
