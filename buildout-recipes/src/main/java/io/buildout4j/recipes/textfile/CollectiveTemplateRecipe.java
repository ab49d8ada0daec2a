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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Fills buildout substitutions into a file; <code>${option}</code> alone is an option of the part itself. */
final class CollectiveTemplateRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "fills ${section:option} and ${option} into a file", "collective.recipe.template")
            .withRequired("output", OptionType.PATH, "the file to write")
            .withOptional("input", OptionType.TEXT, "the file to read, or inline: and the text")
            .withOptional("inline", OptionType.TEXT, "the text itself")
            .withOptional("url", OptionType.URL, "the file to read; one of these three is required")
            .withOptional("mode", OptionType.MODE, "of the file to write", "that of the file to read")
            .withOptional("overwrite", OptionType.TRUTH, "whether to replace a file that is there", "true")
            .withOptional("timeout", OptionType.NUMBER, "accepted, and not needed: downloads have limits of their own");

    private static final String INLINE = "inline:";

    private final Path path;
    private final OutputFile output;
    private final boolean overwrites;

    CollectiveTemplateRecipe(Part part) throws IOException, InterruptedException {
        List<String> given = Stream.of("input", "inline", "url")
                .filter(option -> part.optional(option).isPresent())
                .toList();
        if (given.isEmpty()) {
            throw part.reject("no input file, inline template, or URL specified");
        }
        if (given.size() > 1) {
            throw part.reject("too many input sources: " + String.join(", ", given));
        }
        if (part.optional("output").isEmpty()) {
            throw part.reject("no output file specified");
        }
        part.optional("timeout").ifPresent(Value::asInt);
        path = part.path("output");
        overwrites = part.optional("overwrite").map(Value::asBoolean).orElse(true);
        Optional<FileMode> mode = part.optional("mode").map(FileMode::of);

        Value value = part.required(given.get(0));
        Source source;
        if (given.get(0).equals("url")) {
            source = Source.fetched(part, value);
        } else if (given.get(0).equals("inline") || value.text().startsWith(INLINE)) {
            String text =
                    given.get(0).equals("inline") ? value.text() : value.text().substring(INLINE.length());
            source = new Source("option " + given.get(0), text.stripLeading());
        } else {
            Path input = part.placed(value);
            if (!Files.isRegularFile(input)) {
                throw part.reject("input", "names '" + value.text() + "', and there is no such file");
            }
            source = new Source(input.toString(), Files.readString(input, StandardCharsets.UTF_8));
            mode = mode.or(() -> modeOf(input));
        }
        String text = Substitution.withBareOptions(part, source.name()).apply(source.text());
        output = mode.isPresent()
                ? new OutputFile(path, text, mode.get())
                : OutputFile.lessUmask(path, text, new FileMode(0666));
    }

    private static Optional<FileMode> modeOf(Path file) {
        try {
            return Optional.of(new FileMode((Integer) Files.getAttribute(file, "unix:mode") & 07777));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void install(Installation installation) throws IOException {
        if (overwrites || !Files.exists(path)) {
            output.write(installation);
        }
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }
}
