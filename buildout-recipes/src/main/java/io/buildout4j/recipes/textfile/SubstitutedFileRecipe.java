package io.buildout4j.recipes.textfile;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fills buildout substitutions into a file. It happens when the part is constructed, because what the file refers to
 * decides what the part depends on.
 */
final class SubstitutedFileRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "fills ${section:option} into a file", "slapos.recipe.template")
            .withRequired("output", OptionType.PATH, "the file to write")
            .withOptional("url", OptionType.URL, "the file to read: a URL or a path")
            .withOptional("inline", OptionType.TEXT, "the text itself; one of both is required")
            .withOptional("md5sum", OptionType.CHECKSUM, "of the file to read; also sha256sum and the others")
            .withOptional(
                    "mode", OptionType.MODE, "of the file to write", "0666, or 0777 for a script, less the umask");

    private final String text;
    private final OutputFile output;

    SubstitutedFileRecipe(Part part) throws IOException, InterruptedException {
        Optional<Value> url = part.optional("url").filter(value -> !value.text().isBlank());
        Optional<Value> inline = part.optional("inline");
        if (url.isPresent() == inline.isPresent()) {
            throw part.reject("either 'url' or 'inline' is required but not both");
        }
        Source source = url.isPresent()
                ? Source.fetched(part, url.get())
                : new Source("option inline", inline.orElseThrow().text());
        text = Substitution.withEscapes(part, source.name()).apply(source.text());
        Path path = part.path("output");
        Optional<FileMode> mode =
                part.optional("mode").filter(value -> !value.text().isBlank()).map(FileMode::of);
        output = mode.isPresent()
                ? new OutputFile(path, text, mode.get())
                : OutputFile.lessUmask(path, text, FileMode.ofText(text));
    }

    @Override
    public void install(Installation installation) throws IOException {
        output.write(installation);
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }
}
