package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import java.util.Map;

/** Tells how a value came about. */
final class ExplainCommand implements Command {

    private final GlobalOptions options;

    private boolean json;

    private boolean recipes;

    private String question = "";

    ExplainCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "buildout explain",
                        "Tells how a value came about.",
                        "Every assignment that made it, oldest first, and the same for each option it refers to.")
                .flag("--json", "print a list of the options explained as JSON")
                .flag("--recipes", "construct the recipes, so that what they publish is seen")
                .word("SECTION:OPTION", "a name without a colon means an option of [buildout]")
                .example("buildout explain web:url", "where the URL and all that is in it come from")
                .example("buildout explain --recipes web:location", "a value that a recipe publishes")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--json" -> json = true;
            case "--recipes" -> recipes = true;
            case "SECTION:OPTION" -> question = value;
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() {
        OptionName asked = OptionName.parse(question)
                .orElseThrow(() -> syntax().misuse("'" + question + "' is not SECTION:OPTION"));
        Buildout buildout = (recipes ? options.installer() : options.reader()).build();
        Profile profile = options.load(buildout);
        ResolvedProfile resolved = recipes ? buildout.resolveWithRecipes(profile) : profile.resolve();
        try {
            Explanation explanation = Explanation.of(profile, resolved, asked);
            options.console()
                    .out()
                    .print(json ? Json.text(Map.of("options", explanation.asData())) + "\n" : explanation.text());
            return ExitStatus.DONE;
        } catch (BuildoutException problem) {
            throw recipes ? problem : advised(problem);
        }
    }

    /** What is missing without recipes may be there with them: nearly every location in a profile is. */
    private static BuildoutException advised(BuildoutException problem) {
        Diagnostic found = problem.diagnostic();
        String hint = found.hint().orElse("");
        return found.kind() == Diagnostic.Kind.MISSING_OPTION && hint.endsWith("may publish it")
                ? new BuildoutException.Resolving(found.withHint(hint + ", and explain --recipes asks it"), problem)
                : problem;
    }
}
