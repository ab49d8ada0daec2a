package io.buildout4j.examples.cli;

import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Profile;
import io.buildout4j.recipe.RecipeProvider;
import io.buildout4j.recipes.RecipeNeeds;
import io.buildout4j.recipes.StandardRecipes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Tells all that is wrong with a profile. */
final class CheckCommand implements Command {

    private final GlobalOptions options;

    private boolean json;

    CheckCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "buildout check",
                        "Tells everything that can be found wrong with the profile without running a recipe.",
                        "Also tells which recipes the profile needs that nobody provides.")
                .flag("--json", "print the diagnostics as JSON")
                .example("buildout -c software.cfg check", "before a commit")
                .example("buildout check --json | jq -r '.[].place'", "the places, for an editor")
                .note("Exit status: 0 no errors, 1 errors, 2 wrong usage.");
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--json" -> json = true;
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() {
        Profile profile = options.load(options.installer().build());
        List<Diagnostic> found = new ArrayList<>(profile.check());
        found.addAll(RecipeNeeds.lacking(profile, CheckCommand::isProvided));
        if (json) {
            options.console()
                    .out()
                    .println(Json.text(found.stream().map(CheckCommand::asData).toList()));
        } else {
            found.forEach(diagnostic -> options.console()
                    .out()
                    .println(Console.painted(diagnostic, options.console().outColours())));
        }
        return found.stream().anyMatch(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR)
                ? ExitStatus.FAILED
                : ExitStatus.DONE;
    }

    /** By this library, or by another one on the class path. */
    private static boolean isProvided(String recipe) {
        return StandardRecipes.provides(recipe)
                || ServiceLoader.load(RecipeProvider.class, CheckCommand.class.getClassLoader()).stream()
                        .filter(provider -> provider.type() != StandardRecipes.class)
                        .anyMatch(provider -> provider.get().recipes().containsKey(recipe));
    }

    /** A diagnostic as JSON has it everywhere in the program's output. */
    static Map<String, @Nullable Object> asData(Diagnostic diagnostic) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("severity", diagnostic.severity().name().toLowerCase(java.util.Locale.ROOT));
        data.put("kind", diagnostic.kind().word());
        data.put("detail", diagnostic.detail());
        data.put("place", diagnostic.origin().map(origin -> origin.place()).orElse(null));
        data.put("message", diagnostic.text());
        data.put("hint", diagnostic.hint().orElse(null));
        return data;
    }
}
