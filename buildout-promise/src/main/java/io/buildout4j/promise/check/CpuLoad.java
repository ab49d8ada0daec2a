package io.buildout4j.promise.check;

import io.buildout4j.process.Command;
import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** The load of the last quarter of an hour, per processor, stays below a threshold. */
record CpuLoad(Optional<String> threshold) implements Promise {
    private static final double DEFAULT = 2.2;
    private static final int HEAD = 5;

    CpuLoad(Parameters parameters) {
        this(parameters.find("cpu-load-threshold"));
    }

    @Override
    public Finding sense(PromiseContext context) throws IOException, InterruptedException {
        double wanted;
        try {
            wanted = threshold.map(Double::parseDouble).orElse(0.0);
        } catch (NumberFormatException e) {
            String quoted = Words.quoted(threshold.orElseThrow());
            return Finding.failed(
                    "CPU load threshold " + quoted + " is not valid: could not convert string to float: " + quoted);
        }
        String[] loads = Files.readString(Path.of("/proc/loadavg")).split(" ");
        double most = Runtime.getRuntime().availableProcessors() * (wanted == 0 ? DEFAULT : wanted);
        if (Double.parseDouble(loads[2]) <= most) {
            return Finding.ok("CPU load is OK");
        }
        return Finding.failed("CPU load is high: " + Double.valueOf(loads[0]) + " " + Double.valueOf(loads[1]) + " "
                + Double.valueOf(loads[2]) + head(context.directory()));
    }

    /** What keeps the machine busy; without that program only the figures are told. */
    private static String head(Path directory) throws InterruptedException {
        try {
            return "\n\n\n"
                    + Command.in(directory, "top", "-n", "1", "-b")
                            .withErrorsApart()
                            .run()
                            .output()
                            .text()
                            .lines()
                            .limit(HEAD)
                            .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "";
        }
    }
}
