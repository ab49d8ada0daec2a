package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bootstrap of a monitor ran, ended within 15 seconds, and left an empty status file. */
final class BootstrapStatus implements Promise {
    private static final int SECONDS = 15;

    private final Parameters parameters;

    BootstrapStatus(Parameters parameters) {
        this.parameters = parameters;
        parameters.required("process-pid-file");
        parameters.required("status-file");
    }

    @Override
    public Finding sense(PromiseContext context) throws IOException, InterruptedException {
        String name = parameters.required("process-pid-file");
        Path pidFile = context.directory().resolve(name);
        if (!Files.exists(pidFile)) {
            return Finding.failed("Bootstrap didn't run!");
        }
        long pid = pid(name, pidFile);
        for (int second = 0; bootstraps(pid, context.directory()); second++) {
            if (second == SECONDS) {
                return Finding.failed("Monitor bootstrap is running for more than 15 seconds!");
            }
            Thread.sleep(1000);
        }
        Path status = context.directory().resolve(parameters.required("status-file"));
        if (Files.exists(status) && Files.size(status) == 0) {
            return Finding.ok("Bootstrap OK");
        }
        return Finding.failed("Monitor bootstrap exited with error." + log(context.directory()));
    }

    private static long pid(String name, Path file) throws IOException {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NumberFormatException e) {
            throw new IOException(
                    Words.quoted(name) + " is empty or doesn't contain a valid pid number: " + e.getMessage(), e);
        }
    }

    private static boolean bootstraps(long pid, Path directory) {
        if (!ServiceState.running(pid)) {
            return false;
        }
        try {
            String command = Files.readString(Path.of("/proc/" + pid + "/cmdline"));
            return command.contains("monitor.bootstrap") && command.contains(directory.toString());
        } catch (IOException e) {
            return false;
        }
    }

    private String log(Path directory) throws IOException {
        Path log = directory.resolve("." + parameters.find("partition-id").orElse("None") + "_"
                + parameters.find("process-name").orElse("None") + ".log");
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readAllLines(log);
        return "\n ---- Latest monitor-boostrap.log ----\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    }
}
