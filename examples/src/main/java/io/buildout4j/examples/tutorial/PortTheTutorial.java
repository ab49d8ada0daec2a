package io.buildout4j.examples.tutorial;

import io.buildout4j.BuildoutException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ports the tutorial's application: installs the software release, instantiates it, watches it fail and recover. Ends by
 * itself within a minute; exit status 0 if everything went as the tutorial says, 1 if not, 2 for wrong usage.
 */
public final class PortTheTutorial {

    private PortTheTutorial() {}

    /** Takes {@code --app java} (the default) or {@code --app flask}. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), out, err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        Application application;
        if (args.isEmpty() || args.equals(List.of("--app", "java"))) {
            application = Application.JAVA;
        } else if (args.equals(List.of("--app", "flask"))) {
            application = Application.FLASK;
        } else {
            err.println("usage: tutorial.jar [--app java|flask]");
            return 2;
        }
        try {
            Path directory = Files.createTempDirectory("buildout4j-tutorial");
            try {
                walk(application, freePort(application), directory, out);
                return 0;
            } finally {
                delete(directory);
            }
        } catch (BuildoutException e) {
            err.println(e.diagnostic().text());
        } catch (Unexpected | IOException e) {
            err.println(e.getMessage());
        } catch (InterruptedException e) {
            err.println("interrupted");
        }
        return 1;
    }

    /** Goes all steps in an empty directory, with the application listening on that port. */
    static void walk(Application application, int port, Path directory, PrintStream out)
            throws IOException, InterruptedException, Unexpected {
        try (Walk walk = new Walk(application, port, directory, out)) {
            walk.run();
        }
    }

    private static int freePort(Application application) throws IOException {
        if (application == Application.FLASK) {
            return 5000; // stands in the tutorial's program itself
        }
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> below = Files.walk(directory)) {
            below.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
