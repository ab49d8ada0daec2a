package io.buildout4j.examples.cli;

import java.util.List;

/** The commands of the program. */
final class Commands {

    /** In the order in which help lists them. */
    static final List<String> NAMES = List.of(
            "install",
            "plan",
            "init",
            "prefetch",
            "check",
            "annotate",
            "explain",
            "query",
            "resolve",
            "versions",
            "graph",
            "recipes",
            "render",
            "promise",
            "deploy",
            "completion",
            "help");

    private Commands() {}

    /** The command of that name. */
    static Command create(String name, GlobalOptions options) {
        return switch (name) {
            case "install" -> new InstallCommand(options);
            case "plan" -> new PlanCommand(options);
            case "init" -> new InitCommand(options);
            case "prefetch" -> new PrefetchCommand(options);
            case "check" -> new CheckCommand(options);
            case "annotate" -> new AnnotateCommand(options);
            case "explain" -> new ExplainCommand(options);
            case "query" -> new QueryCommand(options);
            case "resolve" -> new ResolveCommand(options);
            case "versions" -> new VersionsCommand(options);
            case "graph" -> new GraphCommand(options);
            case "recipes" -> new RecipesCommand(options);
            case "render" -> new RenderCommand(options);
            case "promise" -> new PromiseCommand(options);
            case "deploy" -> new DeployCommand(options);
            case "completion" -> new CompletionCommand(options);
            case "help" -> new HelpCommand(options);
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }
}
