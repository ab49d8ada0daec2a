package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A service runs, or does not, as its pid file tells: {@code pid-file}, or the service's name in the run directory. */
final class ServiceState implements Promise {
    private final Optional<String> service;
    private final String expected;
    private final Optional<String> pidFile;
    private final String runDirectory;

    ServiceState(Parameters parameters) {
        pidFile = parameters.findText("pid-file").or(() -> parameters.findText("pidfile"));
        service = parameters.findText("service").or(() -> pidFile);
        expected = parameters.find("expect").orElse("");
        runDirectory = parameters.findText("run-directory").orElse("var/run");
    }

    @Override
    public Finding sense(PromiseContext context) throws IOException {
        String name = service.map(Words::quoted).orElse("None");
        if (!expected.equals("running") && !expected.equals("stopped")) {
            return Finding.ok(
                    "OK service " + name + " is allowed to be in any state (expect = " + Words.quoted(expected) + ")");
        }
        if (service.isEmpty()) {
            return Finding.failed("ERROR no service is specified");
        }
        Path file = context.directory().resolve(pidFile.orElse(runDirectory + "/" + service.get() + ".pid"));
        String state = running(file) ? "running" : "stopped";
        return state.equals(expected)
                ? Finding.ok("OK service " + name + " is in expected state " + Words.quoted(state))
                : Finding.failed("ERROR service " + name + " is in state " + Words.quoted(state) + " (expected "
                        + Words.quoted(expected) + ")");
    }

    static boolean running(Path pidFile) throws IOException {
        try {
            return running(Long.parseLong(Files.readString(pidFile).strip()));
        } catch (NoSuchFileException e) {
            return false;
        } catch (NumberFormatException e) {
            throw new IOException("ERROR " + Words.quoted(pidFile.toString()) + " has no process number", e);
        }
    }

    /** A process that ended and waits for its parent to notice does not run. */
    static boolean running(long pid) {
        if (ProcessHandle.of(pid).isEmpty()) {
            return false;
        }
        try {
            String stat =
                    Files.readString(Path.of("/proc/" + pid + "/stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException | IndexOutOfBoundsException e) {
            return ProcessHandle.of(pid).isPresent();
        }
    }
}
