package io.buildout4j.examples.tutorial;

import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tutorial's custom recipe: makes a directory and writes a configuration file into it. */
public final class CustomRecipe implements Recipe {

    private final Path directory;
    private final Path config;

    public CustomRecipe(Part part) {
        directory = part.required("directory").asPath();
        config = part.required("config").asPath();
    }

    @Override
    public void install(Installation installation) throws IOException {
        installation.directory(directory);
        Files.writeString(installation.created(config), "custom configuration");
    }
}
