package io.buildout4j.examples.cli;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.promise.PromiseReport;
import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.Sweep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the promises of a partition. */
@Command(
        name = "promise",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the promises of a partition and tells which are broken.",
            "Exit status: 0 all are kept, 2 a promise failed, 1 anything else."
        })
final class PromiseCommand implements Callable<Integer> {

    private final GlobalOptions options;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "plugin files (default: etc/plugin of the partition)")
    private @Nullable Path plugins;

    @Option(names = "--legacy", paramLabel = "DIR", description = "executables (default: etc/promise of the partition)")
    private @Nullable Path legacy;

    @Option(names = "--partition", paramLabel = "DIR", description = "the partition (default: the working directory)")
    private Path partition = Path.of(".");

    @Option(names = "--anomaly", description = "look for anomalies, which may bang, instead of testing")
    private boolean anomaly;

    @Option(names = "--force", description = "also run promises that are not due yet")
    private boolean force;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            description = "seconds one promise may take (default: ${DEFAULT-VALUE})")
    private double timeout = 20;

    @Option(names = "--only", paramLabel = "NAME", description = "run this one alone; may be repeated")
    private Set<String> only = new LinkedHashSet<>();

    @Option(names = "--json", description = "print the results as JSON")
    private boolean json;

    PromiseCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(partition)) {
            throw new BuildoutException.Reading(Diagnostic.error(
                    Diagnostic.Kind.FILE_NOT_FOUND, partition.toString(), "there is no partition " + partition));
        }
        warnUnlessDirectory(plugins);
        warnUnlessDirectory(legacy);
        PromiseRunner.Builder builder = PromiseRunner.builder(partition)
                .timeout(Duration.ofMillis(Math.round(timeout * 1000)))
                .discoverProviders()
                .onBang(message -> options.console().err().println("bang: " + message));
        if (plugins != null) {
            builder.plugins(plugins);
        }
        if (legacy != null) {
            builder.legacy(legacy);
        }
        Sweep sweep = (anomaly ? Sweep.anomaly() : Sweep.test()).only(only);
        PromiseReport report;
        try (PromiseRunner runner = builder.build()) {
            report = runner.run(force ? sweep.force() : sweep);
        }
        print(report);
        return report.kept() ? ExitStatus.DONE : ExitStatus.PROMISE_FAILED;
    }

    /** Not an error, because partitions that have only one sort of promise are usual. */
    private void warnUnlessDirectory(@Nullable Path named) {
        if (named != null && !Files.isDirectory(named)) {
            options.console()
                    .warning(Diagnostic.warning(
                            Diagnostic.Kind.FILE_NOT_FOUND, named.toString(), "there is no directory " + named));
        }
    }

    private void print(PromiseReport report) {
        if (json) {
            options.console().out().println(Json.text(asData(report)));
            return;
        }
        for (PromiseResult result : report.results()) {
            options.console()
                    .out()
                    .println((result.failed() ? "FAILED " : "ok     ") + result.title() + ": " + result.message());
        }
        options.console().out().println(report.summary());
    }

    static Map<String, @Nullable Object> asData(PromiseReport report) {
        List<Object> results = new ArrayList<>();
        for (PromiseResult result : report.results()) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("title", result.title());
            data.put("name", result.name());
            data.put("type", result.verdict().type().text());
            data.put("failed", result.failed());
            data.put("message", result.message());
            data.put("date", result.dateText());
            data.put("execution-time", result.seconds());
            results.add(data);
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("results", results);
        data.put("failed", report.firstFailure().map(PromiseResult::name).orElse(null));
        data.put("bangs", report.bangs());
        return data;
    }
}
