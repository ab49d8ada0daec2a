package io.buildout4j.engine.install;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes {@code output}, or a directory with one file at the part's location, holding {@code text}; fails after that when
 * {@code fail} is set.
 */
final class FileRecipe implements Recipe {

    private final Path output;
    private final Path location;
    private final boolean single;
    private final String text;
    private final Optional<String> failure;
    private final Optional<String> updateFailure;

    FileRecipe(Part part) {
        single = part.optional("output").isPresent();
        location = part.location();
        output = part.optional("output").map(part::placed).orElse(location.resolve("file.txt"));
        text = part.optional("text").map(Value::text).orElse("") + "\n";
        failure = part.optional("fail").map(Value::text);
        updateFailure = part.optional("fail-update").map(Value::text);
        part.publish("location", single ? output : location);
    }

    @Override
    public void install(Installation installation) throws IOException {
        if (single) {
            installation.created(output);
        } else {
            Files.createDirectories(installation.created(location));
        }
        Files.writeString(output, text);
        if (failure.isPresent()) {
            throw new IOException(failure.get());
        }
    }

    @Override
    public void update(Installation installation) throws IOException {
        if (updateFailure.isPresent()
                && Files.exists(installation.owned().get(0).resolveSibling("fail-now"))) {
            Files.writeString(installation.created(output), "half an update");
            throw new IOException(updateFailure.get());
        }
    }
}
