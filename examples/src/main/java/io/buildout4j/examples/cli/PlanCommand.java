package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.PartChange;
import io.buildout4j.install.Reason;
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
import picocli.CommandLine.Parameters;

/** Tells what install would do, and why. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Tells what install would do and why; writes nothing.")
final class PlanCommand implements Callable<Integer> {

    private final GlobalOptions options;

    @Option(names = "--parameters", paramLabel = "JSONFILE", description = "instance parameters, a JSON object")
    private @Nullable String parameters;

    @Option(names = "--json", description = "print the plan as JSON")
    private boolean json;

    @Parameters(paramLabel = "PART", description = "the parts to handle (default: those the profile names)")
    private Set<String> parts = new LinkedHashSet<>();

    PlanCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Integer call() throws Exception {
        InstanceFile instance = InstanceFile.read(parameters);
        Buildout buildout = instance.offerTo(options.installer()).build();
        InstallPlan plan = instance.plan(options, buildout, parts);
        if (json) {
            options.console().out().println(Json.text(asData(plan)));
        } else {
            plan.changes().forEach(change -> options.console().out().println(change.explain()));
        }
        plan.warnings().forEach(warning -> options.console().warning(warning));
        return ExitStatus.DONE;
    }

    private static Map<String, Object> asData(InstallPlan plan) {
        List<Object> changes = new ArrayList<>();
        for (PartChange change : plan.changes()) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("action", change.action().word());
            data.put("part", change.part());
            data.put("recipe", change.recipe());
            data.put(
                    "reasons",
                    change.reasons().stream().map(PlanCommand::asData).toList());
            data.put("dependencies", change.dependencies());
            changes.add(data);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("directory", plan.directory().toString());
        data.put("changes", changes);
        data.put("warnings", plan.warnings().stream().map(CheckCommand::asData).toList());
        return data;
    }

    private static Map<String, String> asData(Reason reason) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("kind", reason.word());
        data.put("text", reason.text());
        return data;
    }
}
