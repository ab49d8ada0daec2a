package io.buildout4j.examples.readme;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

// snippet
/** Writes a greeting into a file. */
public final class GreetingRecipe implements Recipe {

    private final Path output;
    private final String text;

    public GreetingRecipe(Part part) {
        output = part.optional("output")
                .map(Value::asPath)
                .orElse(part.location().resolve("greeting.txt"));
        text = "Hello, " + part.required("name").text() + "\n";
        if (text.length() > 80) {
            throw part.reject("name", "is too long for one line");
        }
        part.publish("output", output); // now ${hello:output} means something
    }

    @Override
    public void install(Installation installation) throws IOException {
        Files.writeString(installation.created(output), text); // undone on failure, removed on uninstall
    }
}
// end
