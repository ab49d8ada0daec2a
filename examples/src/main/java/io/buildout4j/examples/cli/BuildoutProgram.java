package io.buildout4j.examples.cli;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The command line program {@code buildout}. */
public final class BuildoutProgram {

    private BuildoutProgram() {}

    /** Exits with 0 when done, 1 when refused or failed (a message on standard error), 2 for wrong usage. */
    public static void main(String[] args) {
        // UTF-8 whatever the locale: profiles and JSON are.
        Console console = new Console(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Colours.isTerminal(2),
                Colours.of(1, System.getenv()),
                Colours.of(2, System.getenv()));
        System.exit(run(console, args));
    }

    /** Runs the program within this process; returns its exit status. */
    static int run(Console console, String... args) {
        try (Stopping stopping = new Stopping()) {
            return run(console, stopping, args);
        }
    }

    private static int run(Console console, Stopping stopping, String... args) {
        GlobalOptions options = new GlobalOptions(console, stopping);
        try {
            return Arguments.read(console, options, args).run();
        } catch (Misuse e) {
            console.err().println(e.getMessage());
            return ExitStatus.USAGE;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            return failed(console, options, e);
        } finally {
            console.out().flush();
        }
    }

    /** The version as the build wrote it into the program's manifest. */
    static String version() {
        return "buildout4j "
                + Objects.requireNonNullElse(
                        BuildoutProgram.class.getPackage().getImplementationVersion(), "(not packaged)");
    }

    private static int failed(Console console, GlobalOptions options, Throwable exception) {
        if (options.stopping().begun() || isCancelled(exception)) {
            console.err().println("stopped: what was begun is undone, what was finished is on the record");
        } else if (exception instanceof BuildoutException problem) {
            console.failure(problem, options.verbose());
        } else if (options.verbose()) {
            exception.printStackTrace(console.err());
        } else {
            console.err().println("internal error: " + exception + " (-v shows where)");
        }
        return ExitStatus.FAILED;
    }

    private static boolean isCancelled(Throwable exception) {
        return exception instanceof BuildoutException problem
                && problem.diagnostic().kind() == Diagnostic.Kind.CANCELLED;
    }
}
