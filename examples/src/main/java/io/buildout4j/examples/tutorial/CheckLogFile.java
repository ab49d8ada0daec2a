package io.buildout4j.examples.tutorial;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tutorial's promise {@code check_log_file}, in Java: the log file can be read and is not empty. */
final class CheckLogFile implements Promise {

    private final Path logFile;

    CheckLogFile(Parameters parameters) {
        logFile = Path.of(parameters.required("log-file"));
    }

    @Override
    public Finding sense(PromiseContext context) {
        try {
            return Files.readString(logFile).isEmpty()
                    ? Finding.failed("Log file is empty.")
                    : Finding.ok("Log file has content.");
        } catch (IOException e) {
            return Finding.failed("Error reading log file: " + e);
        }
    }
}
