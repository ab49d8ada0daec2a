package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.Diagnostic;
import io.buildout4j.PrefetchReport;
import io.buildout4j.download.DownloadLock;
import io.buildout4j.profile.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Downloads all that an installation would, and writes down what each download was. */
final class PrefetchCommand implements Command {

    private final GlobalOptions options;

    private @Nullable String parameters;

    private boolean json;

    PrefetchCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "buildout prefetch",
                        "Downloads what install will need into the download cache, and writes downloads.lock.")
                .option("--parameters", "JSONFILE", "instance parameters, a JSON object")
                .flag("--json", "print what came as JSON")
                .example(
                        "buildout buildout:download-cache=/var/cache/buildout prefetch && buildout -o",
                        "download first, install without network")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--parameters" -> parameters = value;
            case "--json" -> json = true;
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() {
        InstanceFile instance = InstanceFile.read(parameters);
        Buildout buildout = instance.offerTo(options.installer())
                .listener(new ConsoleListener(options.console(), options.verbosity()))
                .build();
        Profile profile = instance.load(options, buildout);
        PrefetchReport report = buildout.prefetch(profile);
        if (json) {
            options.console().out().println(Json.text(asData(report)));
        } else {
            new TreeMap<>(report.lock().entries())
                    .values()
                    .forEach(entry -> options.console().out().println(line(entry)));
        }
        report.failures().forEach(problem -> options.console().err().println(problem.text()));
        if (report.cache().isEmpty() && options.verbosity() >= 0) {
            options.console()
                    .err()
                    .println("nothing is kept but " + DownloadLock.FILE + ", as [buildout] has no download-cache");
        }
        return report.failures().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private static String line(DownloadLock.Entry entry) {
        return entry.checksum() + " " + entry.size() + " " + entry.url();
    }

    private static Map<String, Object> asData(PrefetchReport report) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(
                "downloads",
                new TreeMap<>(report.lock().entries())
                        .values().stream().map(PrefetchCommand::asData).collect(Collectors.toList()));
        data.put("cache", report.cache().map(Object::toString).orElse(""));
        List<Diagnostic> failures = report.failures();
        data.put("failures", failures.stream().map(CheckCommand::asData).toList());
        return data;
    }

    private static Map<String, Object> asData(DownloadLock.Entry entry) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("url", entry.url());
        data.put("checksum", entry.checksum().toString());
        data.put("size", entry.size());
        return data;
    }
}
