package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how a value came about. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tells how a value came about: every assignment that made it, oldest first, and the same for",
            "each option it refers to."
        })
final class ExplainCommand implements Callable<Integer> {

    private final GlobalOptions options;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--json", description = "print a list of the options explained as JSON")
    private boolean json;

    @Option(names = "--recipes", description = "construct the recipes, so that what they publish is seen")
    private boolean recipes;

    @Parameters(paramLabel = "SECTION:OPTION", description = "a name without a colon means an option of [buildout]")
    private String question = "";

    ExplainCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Integer call() {
        OptionName asked = OptionName.parse(question)
                .orElseThrow(
                        () -> new ParameterException(spec.commandLine(), "'" + question + "' is not SECTION:OPTION"));
        Buildout buildout = (recipes ? options.installer() : options.reader()).build();
        Profile profile = options.load(buildout);
        ResolvedProfile resolved = recipes ? buildout.resolveWithRecipes(profile) : profile.resolve();
        Explanation explanation = Explanation.of(profile, resolved, asked);
        options.console()
                .out()
                .print(json ? Json.text(Map.of("options", explanation.asData())) + "\n" : explanation.text());
        return ExitStatus.DONE;
    }
}
