package io.buildout4j.recipes.value;

import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.JsonText;
import io.buildout4j.recipes.output.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the options of its part into a JSON file. */
final class JsonFileRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "writes its own options into a JSON file", "slapos.cookbook:jsondump")
            .withRequired("json-output", OptionType.PATH, "the file to write")
            .withOptional("*", OptionType.TEXT, "each other option becomes a member of the JSON object");

    private static final String OUTPUT = "json-output";

    private final OutputFile file;

    JsonFileRecipe(Part part) {
        Path path = part.path(OUTPUT);
        SortedMap<String, String> members = new TreeMap<>();
        part.options().forEach((option, value) -> {
            if (!option.equals(OUTPUT) && !option.equals("recipe") && !option.startsWith("__buildout")) {
                members.put(option, value.text());
            }
        });
        file = new OutputFile(path, JsonText.lines(members), FileMode.PRIVATE);
    }

    @Override
    public void install(Installation installation) throws IOException {
        file.write(installation);
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }
}
