package io.buildout4j.recipes.output;

import io.buildout4j.recipe.Installation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;

/** A file as a recipe wants it to be. */
public final class OutputFile {

    private final Path path;
    private final byte[] content;
    private final FileMode mode;
    private final boolean exact;

    private OutputFile(Path path, byte[] content, FileMode mode, boolean exact) {
        this.path = path;
        this.content = content;
        this.mode = mode;
        this.exact = exact;
    }

    /**
     * A file whose mode is set exactly, whatever the umask.
     *
     * @param path absolute
     * @param text the content, written in UTF-8
     */
    public OutputFile(Path path, String text, FileMode mode) {
        this(path, text.getBytes(StandardCharsets.UTF_8), mode);
    }

    /**
     * A file in any encoding whose mode is set exactly, whatever the umask.
     *
     * @param path absolute
     * @param content the bytes
     */
    public OutputFile(Path path, byte[] content, FileMode mode) {
        this(path, content.clone(), mode, true);
    }

    /** {@link #lessUmask(Path, String, FileMode)} in any encoding. */
    public static OutputFile lessUmask(Path path, byte[] content, FileMode mode) {
        return new OutputFile(path, content.clone(), mode, false);
    }

    /**
     * A file whose mode loses what the umask takes when the file is made, and is left alone afterwards.
     *
     * @param path absolute
     * @param text the content, written in UTF-8
     */
    public static OutputFile lessUmask(Path path, String text, FileMode mode) {
        return new OutputFile(path, text.getBytes(StandardCharsets.UTF_8), mode, false);
    }

    /**
     * Writes the file and the missing directories above it. A file that has the wanted content already is not written
     * again, only given its mode; another one is replaced in one step, so that nobody reads half of it. Of a file that the
     * part owns and that is as wanted nothing is even announced: a run that finds nothing to do keeps no journal.
     *
     * @return the file
     */
    public Path write(Installation installation) throws IOException {
        if (installation.owned().contains(path) && hasContent(path) && hasMode(path)) {
            return path;
        }
        Path directory = path.getParent();
        if (directory != null) {
            installation.directory(directory);
        }
        Path file = installation.created(path);
        replace(file, () -> installation.draft(file), false);
        return file;
    }

    /**
     * The same without announcing anything, and on the disk when this returns: for a file that outlives its part. The
     * directory must exist.
     */
    public void keep() throws IOException {
        replace(path, () -> path.resolveSibling(".buildout-" + UUID.randomUUID() + ".tmp"), true);
    }

    private void replace(Path file, Supplier<Path> place, boolean synced) throws IOException {
        if (hasContent(file)) {
            if (exact) {
                mode.applyTo(file);
            }
            return;
        }
        Path draft = place.get();
        try {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(mode.permissions()));
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (synced) {
                    channel.force(true);
                }
            }
            if (exact) {
                mode.applyTo(draft);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private boolean hasMode(Path file) throws IOException {
        return !exact || mode.isOf(file);
    }

    private boolean hasContent(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content);
    }
}
