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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells all that is wrong with a profile. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Tells everything that can be found wrong with the profile without running a recipe,",
            "and which recipes it needs that nobody provides.",
            "Exit status: 0 no errors, 1 errors."
        })
final class CheckCommand implements Callable<Integer> {

    private final GlobalOptions options;

    @Option(names = "--json", description = "print the diagnostics as JSON")
    private boolean json;

    CheckCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Integer call() {
        Profile profile = options.load(options.reader().build());
        List<Diagnostic> found = new ArrayList<>(profile.check());
        found.addAll(RecipeNeeds.lacking(profile, CheckCommand::isProvided));
        if (json) {
            options.console()
                    .out()
                    .println(Json.text(found.stream().map(CheckCommand::asData).toList()));
        } else {
            found.forEach(diagnostic -> options.console().out().println(diagnostic.text()));
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
