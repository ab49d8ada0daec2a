package io.buildout4j.examples.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** The commands of the program. */
final class Commands {

    /** In the order in which help lists them. */
    private static final List<String> NAMES = List.of(
            "install",
            "plan",
            "prefetch",
            "annotate",
            "query",
            "explain",
            "graph",
            "resolve",
            "check",
            "render",
            "promise",
            "deploy");

    private Commands() {}

    /**
     * The names of the commands that a command line may mean. To describe a command to the parser takes longer than to
     * run most of them, so only those are described that are named; all where help may be asked for.
     */
    static List<String> namedIn(String... args) {
        for (String arg : args) {
            if (arg.equals("--help") || (arg.startsWith("-") && !arg.startsWith("--") && arg.contains("h"))) {
                return NAMES;
            }
        }
        Set<String> words = Set.copyOf(List.of(args));
        return NAMES.stream().filter(words::contains).toList();
    }

    /** The command of that name. */
    static Object create(String name, GlobalOptions options) {
        return switch (name) {
            case "install" -> new InstallCommand(options);
            case "plan" -> new PlanCommand(options);
            case "prefetch" -> new PrefetchCommand(options);
            case "annotate" -> new AnnotateCommand(options);
            case "query" -> new QueryCommand(options);
            case "explain" -> new ExplainCommand(options);
            case "graph" -> new GraphCommand(options);
            case "resolve" -> new ResolveCommand(options);
            case "check" -> new CheckCommand(options);
            case "render" -> new RenderCommand(options);
            case "promise" -> new PromiseCommand(options);
            case "deploy" ->
                new CommandLine(new DeployCommand())
                        .addSubcommand(new DeploySoftwareCommand(options))
                        .addSubcommand(new DeployInstanceCommand(options));
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }
}
