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
import org.jspecify.annotations.Nullable;

/** Tells what install would do, and why. */
final class PlanCommand implements Command {

    private final GlobalOptions options;

    private @Nullable String parameters;

    private boolean json;

    private Set<String> parts = new LinkedHashSet<>();

    PlanCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "buildout plan",
                        "Tells what install would do and why; writes nothing.",
                        "A line a part, read like a diff: + is new, ~ is made anew, - goes, = is looked after as it stands.")
                .option("--parameters", "JSONFILE", "instance parameters, a JSON object")
                .flag("--json", "print the plan as JSON")
                .words("PART", "the parts to handle (default: those the profile names)")
                .example("buildout plan", "what would change")
                .example("buildout web:port=8080 plan", "what would change if that were the port")
                .example(
                        "buildout plan --json | jq -r '.changes[] | select(.action == \"reinstall\").part'",
                        "for a script")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--parameters" -> parameters = value;
            case "--json" -> json = true;
            case "PART" -> parts.add(value);
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() throws Exception {
        InstanceFile instance = InstanceFile.read(parameters);
        Buildout buildout = instance.offerTo(options.installer()).build();
        InstallPlan plan = instance.plan(options, buildout, parts);
        if (json) {
            options.console().out().println(Json.text(asData(plan)));
        } else {
            plan.changes().forEach(change -> options.console().out().println(line(change)));
        }
        plan.warnings().forEach(warning -> options.console().warning(warning));
        return ExitStatus.DONE;
    }

    /** Marked and coloured as in a diff. */
    private String line(PartChange change) {
        Colours colours = options.console().outColours();
        return switch (change.action()) {
            case INSTALL -> colours.green("+ " + change.explain());
            case REINSTALL -> colours.yellow("~ " + change.explain());
            case UNINSTALL -> colours.red("- " + change.explain());
            case UPDATE, LEAVE -> colours.dim("= " + change.explain());
        };
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
