package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.InstallReport;
import io.buildout4j.install.PartChange;
import io.buildout4j.recipes.slap.PlainInstance;
import io.buildout4j.recipes.slap.SubBuildout;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes what the profile says real. */
final class InstallCommand implements Command {

    private final GlobalOptions options;

    private final CacheOptions cache = new CacheOptions();

    private @Nullable String parameters;

    private boolean json;

    private Set<String> parts = new LinkedHashSet<>();

    InstallCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        Syntax syntax = Syntax.of(
                        "buildout install",
                        "Installs, updates and uninstalls parts until all is as the profile says. This is the default.",
                        "What fails is taken back; what was finished before is kept, and the next run goes on from there.")
                .option("--parameters", "JSONFILE", "instance parameters, a JSON object")
                .flag("--json", "print what was done and published as JSON");
        return cache.into(syntax)
                .words("PART", "the parts to handle (default: those the profile names)")
                .example("buildout", "installs what buildout.cfg says")
                .example("buildout -c software.cfg -j4 install", "another profile, up to four parts at a time")
                .example("buildout web:port=8080 install web", "one part, with a value that wins over the files")
                .example(
                        "buildout install --cache https://cache.example.com --cache-trust builder.pub",
                        "takes from a cache what the builder has built and signed")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--parameters" -> parameters = value;
            case "--json" -> json = true;
            case "PART" -> parts.add(value);
            default -> cache.take(name, value);
        }
    }

    @Override
    public int run() throws Exception {
        InstanceFile instance = InstanceFile.read(parameters);
        try (CacheOptions.Opened opened = cache.open(syntax())) {
            install(instance, opened);
        }
        return ExitStatus.DONE;
    }

    private void install(InstanceFile instance, CacheOptions.Opened opened) throws Exception {
        ConsoleListener listener = new ConsoleListener(options.console(), options.verbosity());
        Buildout buildout = engine(instance, listener, opened).build();
        InstallPlan plan = instance.plan(options, buildout, parts);
        if (LogStyle.of(plan.resolved().section("buildout")).showsConfiguration()) {
            printConfiguration(plan);
        }
        InstallReport report;
        try (listener) {
            report = buildout.install(plan, options.stopping().installation());
        }
        PlainInstance.publish(plan.resolved(), instance);
        if (json) {
            options.console().out().println(Json.text(asData(plan, report, instance)));
        }
    }

    /** An engine whose recipes may install further profiles by engines like it. */
    private Buildout.Builder engine(InstanceFile instance, ConsoleListener listener, CacheOptions.Opened opened) {
        return opened.offerTo(instance.offerTo(options.installer()))
                .listener(listener)
                .service(SubBuildout.class, SubBuildout.by(new Supplier<>() {
                    @Override
                    public Buildout.Builder get() {
                        return engine(instance, listener, opened);
                    }
                }));
    }

    private void printConfiguration(InstallPlan plan) {
        PrintStream to = json ? options.console().err() : options.console().out();
        to.println("Configuration data:");
        plan.resolved().sections().stream()
                .filter(section -> plan.resolved().problem(section).isEmpty())
                .sorted()
                .forEach(section -> to.println(plan.masked(ResolveCommand.text(plan.resolved(), section))));
    }

    private static Map<String, Object> asData(InstallPlan plan, InstallReport report, InstanceFile instance) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("published", instance.all());
        data.put("actions", actions(plan.removals(), report.done()));
        data.put(
                "warnings", report.warnings().stream().map(CheckCommand::asData).toList());
        return data;
    }

    /** What was done in the original's words: something installed anew was uninstalled, then installed. */
    private static List<Object> actions(List<String> removals, List<PartChange> done) {
        List<Object> actions = new ArrayList<>();
        Set<String> changed = done.stream().map(PartChange::part).collect(Collectors.toSet());
        for (String part : removals) {
            if (changed.contains(part)) {
                actions.add(action("uninstall", part));
            }
        }
        for (PartChange change : done) {
            switch (change.action()) {
                case INSTALL, REINSTALL -> actions.add(action("install", change.part()));
                case UPDATE -> actions.add(action("update", change.part()));
                default -> {}
            }
        }
        return actions;
    }

    private static Map<String, String> action(String word, String part) {
        Map<String, String> action = new LinkedHashMap<>();
        action.put("action", word);
        action.put("part", part);
        return action;
    }
}
