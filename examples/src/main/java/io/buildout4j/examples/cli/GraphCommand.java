package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.install.InstallPlan;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the parts and what they need. */
@Command(
        name = "graph",
        mixinStandardHelpOptions = true,
        description = {
            "Draws the parts of the profile; an arrow leads from a part to what must be installed before it.",
            "Writes nothing. For a picture: buildout graph | dot -Tsvg > parts.svg"
        })
final class GraphCommand implements Callable<Integer> {

    private final GlobalOptions options;

    @Option(names = "--parameters", paramLabel = "JSONFILE", description = "instance parameters, a JSON object")
    private @Nullable String parameters;

    @Option(names = "--mermaid", description = "in Mermaid's language, which Markdown pages show, not Graphviz's")
    private boolean mermaid;

    @Parameters(paramLabel = "PART", description = "the parts to draw (default: those the profile names)")
    private Set<String> parts = new LinkedHashSet<>();

    GraphCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Integer call() throws Exception {
        InstanceFile instance = InstanceFile.read(parameters);
        Buildout buildout = instance.offerTo(options.installer()).build();
        InstallPlan plan = instance.plan(options, buildout, parts);
        PartGraph graph = new PartGraph(plan.changes());
        options.console().out().print(mermaid ? graph.mermaid() : graph.dot());
        return ExitStatus.DONE;
    }
}
