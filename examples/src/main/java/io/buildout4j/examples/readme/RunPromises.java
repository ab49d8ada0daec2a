package io.buildout4j.examples.readme;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseReport;
import io.buildout4j.promise.PromiseRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Runs a promise of its own beside those that a partition brings. */
public final class RunPromises {

    private RunPromises() {}

    /** Takes the directory of the partition. */
    public static void main(String[] args) {
        Path partition = Path.of(args[0]);
        // snippet
        Promise webRuns = context -> Files.exists(context.directory().resolve("var/run/web.pid"))
                ? Finding.ok("web runs")
                : Finding.failed("no var/run/web.pid");

        PromiseRunner runner = PromiseRunner.builder(partition)
                .timeout(Duration.ofSeconds(20))
                .onBang(message -> System.out.println("deploy again: " + message))
                .build();
        PromiseReport report = runner.run(Map.of("web-pid", webRuns));
        // end
        System.out.println(report.summary());
    }
}
