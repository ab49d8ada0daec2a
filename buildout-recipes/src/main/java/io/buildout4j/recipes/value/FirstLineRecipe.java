package io.buildout4j.recipes.value;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Publishes the first line of a file. */
final class FirstLineRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "reads the first line of a file", "slapos.cookbook:readline")
            .withRequired("storage-path", OptionType.PATH, "the file")
            .withOptional("when-absent", OptionType.TEXT, "taken when there is no such file")
            .withPublished("readline", "the line, with its end if it has one");

    private final Part part;
    private final Optional<String> line;

    FirstLineRecipe(Part part) throws IOException {
        this.part = part;
        Path file = part.path("storage-path");
        Optional<String> absent = part.optional("when-absent").map(Value::text);
        line = Files.exists(file) ? Optional.of(firstLine(file)) : absent;
        line.ifPresent(text -> part.publish("readline", text));
    }

    @Override
    public void install(Installation installation) {
        if (line.isEmpty()) {
            throw part.reject("storage-path", "names a file that is not there, and there is no when-absent");
        }
    }

    private static String firstLine(Path file) throws IOException {
        StringBuilder line = new StringBuilder();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                line.append((char) c);
                if (c == '\n') {
                    break;
                }
            }
        }
        return line.toString();
    }
}
