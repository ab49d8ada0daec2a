package io.buildout4j.examples.cli;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files that the command line names, read with messages for the person who named them. */
final class InputFile {

    private InputFile() {}

    /**
     * The text of a UTF-8 file.
     *
     * @param what what the file holds, for the message
     * @throws BuildoutException if it cannot be read
     */
    static String text(String file, String what) {
        try {
            return Files.readString(Path.of(file));
        } catch (NoSuchFileException e) {
            throw unreadable(file, what, "there is no such file", e);
        } catch (CharacterCodingException e) {
            throw unreadable(file, what, "it is not UTF-8", e);
        } catch (IOException | InvalidPathException e) {
            throw unreadable(file, what, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The JSON value a file holds.
     *
     * @param what what the file holds, for the message
     * @throws BuildoutException if it cannot be read or is no JSON
     */
    static @Nullable Object json(String file, String what) {
        try {
            return Json.read(text(file, what));
        } catch (IOException e) {
            throw unreadable(file, what, String.valueOf(e.getMessage()), e);
        }
    }

    /** The problem that a file does not hold what it should. */
    static BuildoutException unreadable(String file, String what, String why, @Nullable Exception cause) {
        return new BuildoutException.Reading(
                Diagnostic.error(
                        Diagnostic.Kind.FILE_UNREADABLE, file, "cannot read " + what + " from " + file + ": " + why),
                cause);
    }
}
