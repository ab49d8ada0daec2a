package io.buildout4j.profile.edit;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Limits;
import io.buildout4j.engine.read.Places;
import io.buildout4j.engine.read.Reader;
import io.buildout4j.engine.state.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A profile file as it was when it was read. It is written back as a whole, or not at all, and never over what somebody
 * else wrote meanwhile. Immutable.
 */
public final class ProfileFile {

    private final Path path;
    private final ProfileDocument document;

    private ProfileFile(Path path, ProfileDocument document) {
        this.path = path;
        this.document = document;
    }

    /**
     * Reads a file.
     *
     * @throws BuildoutException.Reading if it cannot be read, or is no text in UTF-8; a malformed profile is read
     */
    public static ProfileFile read(Path path) {
        String text = new Reader(Limits.standard()).readWithMark(new Places().root(path));
        return new ProfileFile(path, ProfileDocument.parse(text));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** What stands in it. */
    public ProfileDocument document() {
        return document;
    }

    /**
     * Writes a document in place of what was read; a reader sees the old file or the new one, also after a crash. The
     * file keeps its mode, and its owner where the process may give files away; through a link the file it leads to is
     * written. A document that says what the file says already is not written.
     *
     * @return the file as it is now
     * @throws BuildoutException.Editing if the file is not what it was when it was read, cannot be written, or the
     *     document has characters that no file in UTF-8 may hold
     */
    public ProfileFile save(ProfileDocument edited) {
        if (!Refusal.isText(edited.text())) {
            throw new BuildoutException.Editing(Diagnostic.error(
                    Diagnostic.Kind.UNWRITABLE,
                    path.toString(),
                    "cannot write " + path + ": NUL and halves of characters are no text"));
        }
        byte[] before = bytes(document);
        byte[] after = bytes(edited);
        try {
            Path file = path.toRealPath();
            if (!Arrays.equals(before, Files.readAllBytes(file))) {
                throw changed("was changed");
            }
            if (!Arrays.equals(before, after)) {
                Disk.rewrite(file, after);
            }
        } catch (NoSuchFileException e) {
            throw changed("was removed");
        } catch (IOException e) {
            throw new BuildoutException.Editing(
                    Diagnostic.error(
                            Diagnostic.Kind.WRITE_FAILED,
                            path.toString(),
                            "cannot write " + path + ": " + e.getMessage()),
                    e);
        }
        return new ProfileFile(path, edited);
    }

    private BuildoutException.Editing changed(String what) {
        return new BuildoutException.Editing(Diagnostic.error(
                Diagnostic.Kind.FILE_CHANGED, path.toString(), path + " " + what + " since it was read"));
    }

    private static byte[] bytes(ProfileDocument document) {
        return document.text().getBytes(StandardCharsets.UTF_8);
    }
}
