package io.buildout4j.examples.cli;

import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.catalog.OptionDescription;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells which recipes there are, and what each reads and publishes: for people, and in JSON for editors. */
final class RecipesCommand implements Command {

    private final GlobalOptions options;
    private final Set<String> wanted = new LinkedHashSet<>();
    private boolean json;

    RecipesCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "buildout recipes",
                        "Lists the recipes of the standard library.",
                        "With names, tells of these what their options mean. Reads no profile.")
                .flag("--json", "print names, options, types and defaults as JSON, for editors")
                .words("RECIPE", "the recipes to tell more about")
                .example("buildout recipes", "a line for each")
                .example("buildout recipes slapos.recipe.cmmi", "what its options mean")
                .example("buildout recipes --json | jq '.[].names[0]'", "the usual name of each")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--json" -> json = true;
            case "RECIPE" -> wanted.add(value);
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() {
        List<RecipeDescription> known = new StandardRecipes().descriptions();
        Set<String> unknown = new LinkedHashSet<>(wanted);
        known.forEach(recipe -> recipe.names().forEach(unknown::remove));
        if (!unknown.isEmpty()) {
            String name = unknown.iterator().next();
            throw syntax().misuse("there is no recipe '" + name + "'"
                    + Arguments.meant(
                            name,
                            known.stream()
                                    .flatMap(recipe -> recipe.names().stream())
                                    .toList()));
        }
        List<RecipeDescription> chosen = known.stream()
                .filter(recipe -> wanted.isEmpty() || recipe.names().stream().anyMatch(wanted::contains))
                .toList();
        if (json) {
            options.console()
                    .out()
                    .println(Json.text(
                            chosen.stream().map(RecipesCommand::asData).toList()));
        } else {
            chosen.forEach(wanted.isEmpty() ? this::name : this::tell);
        }
        return ExitStatus.DONE;
    }

    private void name(RecipeDescription recipe) {
        Colours colours = options.console().outColours();
        options.console()
                .out()
                .println(colours.bold(String.join(", ", recipe.names())) + colours.dim("  " + recipe.purpose()));
    }

    private void tell(RecipeDescription recipe) {
        name(recipe);
        for (OptionDescription option : recipe.options()) {
            String rest = option.required()
                    ? ", required"
                    : option.standard().isEmpty() ? "" : ", default: " + option.standard();
            options.console()
                    .out()
                    .println("  " + option.name() + " (" + option.type().word() + rest + "): " + option.meaning());
        }
        recipe.published()
                .forEach(option ->
                        options.console().out().println("  " + option.name() + " (published): " + option.meaning()));
    }

    private static Map<String, Object> asData(RecipeDescription recipe) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("names", recipe.names());
        data.put("purpose", recipe.purpose());
        data.put(
                "options", recipe.options().stream().map(RecipesCommand::asData).toList());
        data.put(
                "published",
                recipe.published().stream()
                        .map(option -> Map.of("name", option.name(), "meaning", option.meaning()))
                        .toList());
        return data;
    }

    private static Map<String, Object> asData(OptionDescription option) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", option.name());
        data.put("type", option.type().word());
        data.put("required", option.required());
        data.put("default", option.standard());
        data.put("meaning", option.meaning());
        return data;
    }
}
