package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.install.InstallPlan;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws the parts and what they need. */
final class GraphCommand implements Command {

    private final GlobalOptions options;

    private @Nullable String parameters;

    private boolean mermaid;
    private boolean json;

    private Set<String> parts = new LinkedHashSet<>();

    GraphCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "buildout graph",
                        "Draws the parts and what they need.",
                        "An arrow leads from a part to what must be installed before it. Writes nothing.")
                .option("--parameters", "JSONFILE", "instance parameters, a JSON object")
                .flag("--mermaid", "in Mermaid's language, which Markdown pages show, not Graphviz's")
                .flag("--json", "print the parts and what they need as JSON")
                .words("PART", "the parts to draw (default: those the profile names)")
                .example("buildout graph | dot -Tsvg > parts.svg", "a picture, drawn by Graphviz")
                .example("buildout graph --mermaid web", "for a Markdown page, one part and what it needs")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--parameters" -> parameters = value;
            case "--mermaid" -> mermaid = true;
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
        PartGraph graph = new PartGraph(plan.changes());
        options.console()
                .out()
                .print(json ? Json.text(graph.asData()) + "\n" : mermaid ? graph.mermaid() : graph.dot());
        return ExitStatus.DONE;
    }
}
