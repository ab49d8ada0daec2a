package io.buildout4j.recipes.logrotate;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import io.buildout4j.recipes.shell.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes logrotate's main configuration, which includes a directory of entries, and a launcher for it. */
final class LogrotateRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "writes the configuration of logrotate and a launcher for it", "slapos.cookbook:logrotate")
            .withRequired(
                    "logrotate-entries",
                    OptionType.PATH,
                    "the directory that parts of slapos.cookbook:logrotate.d write into")
            .withRequired("conf", OptionType.PATH, "the configuration file to write")
            .withRequired("state-file", OptionType.PATH, "where logrotate remembers what it rotated when")
            .withRequired("logrotate-binary", OptionType.PATH, "the program")
            .withOptional("wrapper", OptionType.PATH, "the launcher to write; none is written without it")
            .withOptional("gzip-binary", OptionType.PATH, "compresses rotated files", "logrotate's own choice")
            .withOptional("gunzip-binary", OptionType.PATH, "the reverse", "logrotate's own choice");

    private final Part part;
    private final Path entries;
    private final Path state;
    private final OutputFile configuration;
    private final Optional<OutputFile> launcher;

    LogrotateRecipe(Part part) {
        this.part = part;
        entries = path(part.required("logrotate-entries"));
        state = path(part.required("state-file"));
        Path conf = path(part.required("conf"));
        String binary = part.required("logrotate-binary").asPath().toString();

        List<String> lines = new ArrayList<>();
        program("gzip-binary").ifPresent(gzip -> lines.add("compresscmd " + gzip));
        lines.add("compressoptions -9");
        program("gunzip-binary").ifPresent(gunzip -> lines.add("uncompresscmd " + gunzip));
        lines.add("include " + entries);
        configuration = new OutputFile(conf, String.join("\n", lines), FileMode.PRIVATE);

        launcher = part.optional("wrapper")
                .map(this::path)
                .map(file -> new OutputFile(
                        file,
                        new Launcher(List.of(binary, "-s", state.toString(), conf.toString())).text(),
                        FileMode.PRIVATE_EXECUTABLE));
    }

    @Override
    public void install(Installation installation) throws IOException {
        // logrotate refuses to include a directory that is not there, and makes none for its state.
        installation.directory(entries);
        Path stateDirectory = state.getParent();
        if (stateDirectory != null) {
            installation.directory(stateDirectory);
        }
        configuration.write(installation);
        if (launcher.isPresent()) {
            launcher.get().write(installation);
        }
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }

    private Optional<String> program(String option) {
        return part.optional(option).map(Value::text).map(String::strip).filter(text -> !text.isEmpty());
    }

    private Path path(Value value) {
        return part.directory().resolve(value.asPath());
    }
}
