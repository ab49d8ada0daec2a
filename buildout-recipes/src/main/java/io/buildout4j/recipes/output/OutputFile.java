package io.buildout4j.recipes.output;

import io.buildout4j.recipe.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** A file as a recipe wants it to be. */
public final class OutputFile {

    private final Path path;
    private final byte[] content;
    private final FileMode mode;

    /**
     * @param path absolute
     * @param text the content, written in UTF-8
     * @param mode set exactly, whatever the umask
     */
    public OutputFile(Path path, String text, FileMode mode) {
        this.path = path;
        this.content = text.getBytes(StandardCharsets.UTF_8);
        this.mode = mode;
    }

    /**
     * Writes the file and the missing directories above it. A file that has the wanted content already is not written
     * again, only given its mode; another one is replaced in one step, so that nobody reads half of it.
     *
     * @return the file
     */
    public Path write(Installation installation) throws IOException {
        Path directory = path.getParent();
        if (directory != null) {
            installation.directory(directory);
        }
        Path file = installation.created(path);
        if (hasContent(file)) {
            mode.applyTo(file);
            return file;
        }
        Path draft = Files.createTempFile(file.getParent(), ".buildout-", ".tmp");
        try {
            Files.write(draft, content);
            mode.applyTo(draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        return file;
    }

    private boolean hasContent(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content);
    }
}
