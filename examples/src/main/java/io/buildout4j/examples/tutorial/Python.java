package io.buildout4j.examples.tutorial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds a Python that can run the tutorial's Flask program. */
final class Python {

    /** The one on PATH first; the operating system's own may have Flask where that one has not. */
    private static final List<String> CANDIDATES = List.of("python3", "/usr/bin/python3");

    private Python() {}

    /** The absolute path of an interpreter that has Flask, if this machine has one. */
    static Optional<String> withFlask() throws IOException, InterruptedException {
        for (String candidate : CANDIDATES) {
            Optional<String> found = withFlask(candidate);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> withFlask(String candidate) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(candidate, "-c", "import sys, flask; print(sys.executable)")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0
                ? Optional.of(printed)
                : Optional.empty();
    }
}
