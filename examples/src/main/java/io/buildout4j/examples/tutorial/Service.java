package io.buildout4j.examples.tutorial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program kept running through its launcher: what the supervisor of a SlapOS node does for a partition. */
final class Service implements AutoCloseable {

    private final Path launcher;
    private final Path log;
    private Process process;

    /** Starts the launcher; its output is appended to the log. */
    Service(Path launcher, Path log) throws IOException {
        this.launcher = launcher;
        this.log = log;
        this.process = launch(launcher, log);
    }

    private static Process launch(Path launcher, Path log) throws IOException {
        return new ProcessBuilder(launcher.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    long pid() {
        return process.pid();
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Ends the program at once, as a crash would; returns when it is gone. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void restart() throws IOException {
        kill();
        process = launch(launcher, log);
    }

    @Override
    public void close() {
        kill();
    }
}
