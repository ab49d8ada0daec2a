package io.buildout4j.recipes.output;

import io.buildout4j.recipe.Installation;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A symbolic link as a recipe wants it to be.
 *
 * @param path where it is; absolute
 * @param target what it points to, as written; it need not be there yet
 */
public record SymbolicLink(Path path, Path target) {

    /**
     * Makes the link and the missing directories above it. A link that is there is replaced.
     *
     * @throws FileAlreadyExistsException if something else is there
     */
    public void make(Installation installation) throws IOException {
        if (Files.isSymbolicLink(path) && Files.readSymbolicLink(path).equals(target)) {
            if (installation.owned().contains(path)) {
                return;
            }
            // Announced all the same, and so perhaps put aside.
            installation.created(path);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(path, target);
            }
            return;
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Path directory = path.getParent();
        if (directory != null) {
            installation.directory(directory);
        }
        installation.created(path);
        Files.deleteIfExists(path);
        Files.createSymbolicLink(path, target);
    }
}
