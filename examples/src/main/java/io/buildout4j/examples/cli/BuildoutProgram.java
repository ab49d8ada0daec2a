package io.buildout4j.examples.cli;

import io.buildout4j.BuildoutException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

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
                Console.isWatched());
        Stopping stopping = new Stopping();
        System.exit(stopping.guard(() -> run(console, stopping, args)));
    }

    /** Runs the program within this process; returns its exit status. */
    static int run(Console console, String... args) {
        return run(console, new Stopping(), args);
    }

    private static int run(Console console, Stopping stopping, String... args) {
        GlobalOptions options = new GlobalOptions(console, stopping);
        CommandLine program = new CommandLine(options);
        for (String name : Commands.namedIn(args)) {
            program.addSubcommand(Commands.create(name, options));
        }
        program.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler((problem, arguments) -> misused(console, problem))
                .setExecutionExceptionHandler((exception, line, parsed) -> failed(console, options, exception));
        try {
            return program.execute(args);
        } catch (StackOverflowError | OutOfMemoryError e) {
            return failed(console, options, e);
        } finally {
            console.out().flush();
        }
    }

    private static int misused(Console console, ParameterException problem) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        console.err().println(problem.getMessage() + " (see " + command + " --help)");
        return ExitStatus.USAGE;
    }

    private static int failed(Console console, GlobalOptions options, Throwable exception) {
        if (options.stopping().begun()) {
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
}
