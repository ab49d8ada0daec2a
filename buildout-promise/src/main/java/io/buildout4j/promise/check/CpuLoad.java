package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The load of the last quarter of an hour, per processor, stays below a threshold. */
record CpuLoad(double tolerance) implements Promise {
    private static final double DEFAULT = 2.2;

    CpuLoad(Parameters parameters) {
        this(threshold(parameters));
    }

    private static double threshold(Parameters parameters) {
        double threshold = parameters.asDouble("cpu-load-threshold", DEFAULT);
        return threshold == 0 ? DEFAULT : threshold;
    }

    @Override
    public Finding sense(PromiseContext context) throws IOException {
        String[] loads = Files.readString(Path.of("/proc/loadavg")).split(" ");
        double most = Runtime.getRuntime().availableProcessors() * tolerance;
        return Double.parseDouble(loads[2]) > most
                ? Finding.failed("CPU load is high: " + loads[0] + " " + loads[1] + " " + loads[2])
                : Finding.ok("CPU load is OK");
    }
}
