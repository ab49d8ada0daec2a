package io.buildout4j.recipes.directory;

import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes directories. They hold what programs write, so they are never removed: nothing is announced as created. A
 * directory that is there stays as it is, its mode too.
 */
final class MakeDirectoryRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "makes directories, and never removes them",
                    "slapos.cookbook:mkdirectory",
                    "slapos.cookbook:makedirectory",
                    "slapos.recipe.build:mkdirectory")
            .withOptional("*", OptionType.PATH, "each option but these is a directory; empty ones are skipped")
            .withOptional("mode", OptionType.MODE, "of the last directory in each path, less the umask", "0777");

    private final Part part;
    private final FileMode mode;
    /** The option by the directory it names, in the order in which to make them. */
    private final Map<Path, String> directories = new TreeMap<>();

    MakeDirectoryRecipe(Part part) {
        this.part = part;
        mode = part.optional("mode").map(FileMode::of).orElse(new FileMode(0777));
        part.options().forEach((option, value) -> {
            boolean isDirectory =
                    !option.equals("recipe") && !option.equals("mode") && !option.startsWith("__buildout");
            if (isDirectory && !value.text().isBlank()) {
                directories.put(part.directory().resolve(value.asPath()).normalize(), option);
            }
        });
    }

    @Override
    public void install(Installation installation) throws IOException {
        for (Map.Entry<Path, String> entry : directories.entrySet()) {
            make(entry.getKey(), entry.getValue());
        }
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }

    private void make(Path directory, String option) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Path parent = directory.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(mode.permissions()));
        } catch (FileAlreadyExistsException e) {
            // A part that is installed beside this one may have been faster.
            if (!Files.isDirectory(directory)) {
                throw part.reject(option, "names " + directory + ", where " + e.getFile() + " is a file");
            }
        }
    }
}
