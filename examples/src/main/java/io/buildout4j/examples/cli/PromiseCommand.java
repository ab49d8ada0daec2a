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
import org.jspecify.annotations.Nullable;

/** Runs the promises of a partition. */
final class PromiseCommand implements Command {

    private final GlobalOptions options;

    private @Nullable Path plugins;

    private @Nullable Path legacy;

    private Path partition = Path.of(".");

    private boolean anomaly;

    private boolean force;

    private double timeout = 20;

    private Set<String> only = new LinkedHashSet<>();

    private boolean json;

    PromiseCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("buildout promise", "Runs the promises of a partition and tells which are broken.")
                .option("--plugins", "DIR", "plugin files (default: etc/plugin of the partition)")
                .option("--legacy", "DIR", "executables (default: etc/promise of the partition)")
                .option("--partition", "DIR", "the partition (default: the working directory)")
                .flag("--anomaly", "look for anomalies, which may bang, instead of testing")
                .flag("--force", "also run promises that are not due yet")
                .option("--timeout", "SECONDS", "how long one promise may take (default: 20)")
                .option("--only", "NAME", "run this one alone; may be repeated")
                .flag("--json", "print the results as JSON")
                .example("buildout promise --partition /srv/slapgrid/slappart3", "what a partition promises, if due")
                .example("buildout promise --force --only check-web.py", "one promise, due or not")
                .note("Exit status: 0 all are kept, 2 a promise failed or wrong usage, 1 anything else.");
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--plugins" -> plugins = Path.of(value);
            case "--legacy" -> legacy = Path.of(value);
            case "--partition" -> partition = Path.of(value);
            case "--anomaly" -> anomaly = true;
            case "--force" -> force = true;
            case "--timeout" -> timeout = Double.parseDouble(value);
            case "--only" -> only.add(value);
            case "--json" -> json = true;
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() {
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
