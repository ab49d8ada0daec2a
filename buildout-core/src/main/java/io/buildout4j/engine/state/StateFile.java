package io.buildout4j.engine.state;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.engine.text.FileFailures;
import io.buildout4j.profile.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The state file, or the lack of one.
 *
 * @param path the file; empty if the profile wants nothing remembered
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record StateFile(Optional<Path> path) {

    /** The bytes of the file; none if it is not there. */
    public byte[] bytes() {
        if (path.isEmpty()) {
            return new byte[0];
        }
        try {
            return Files.readAllBytes(path.get());
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new byte[0];
        } catch (IOException e) {
            throw unreadable(path.get(), FileFailures.reason(e), e);
        }
    }

    /**
     * What bytes read from the file say.
     *
     * @throws BuildoutException if they are no state
     */
    public State parse(byte[] bytes) {
        if (path.isEmpty() || bytes.length == 0) {
            return State.EMPTY;
        }
        try {
            return State.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (StateText.Malformed e) {
            BuildoutException problem = unreadable(path.get(), String.valueOf(e.getMessage()), e);
            throw new BuildoutException.Preparing(
                    problem.diagnostic().at(new Origin.File(path.get().toString(), e.line(), 0)), e);
        }
    }

    private static BuildoutException unreadable(Path file, String why, Exception cause) {
        return new BuildoutException.Preparing(
                Diagnostic.error(
                                Diagnostic.Kind.STATE_UNREADABLE,
                                file.toString(),
                                "the record of what is installed cannot be read: " + why)
                        .at(new Origin.File(file.toString(), 1, 0)),
                cause);
    }

    /** Whether two states are the same, order included. */
    public boolean says(State before, State now) {
        return before.equals(now)
                && List.copyOf(before.parts().keySet())
                        .equals(List.copyOf(now.parts().keySet()));
    }

    /**
     * Replaces the file as a whole, or removes it when nothing is left to remember; leaves it alone when it says the same
     * already.
     *
     * @param before what the file says now
     */
    public void write(State before, State now) throws IOException {
        if (path.isEmpty() || (says(before, now) && (now.isEmpty() || Files.exists(path.get())))) {
            return;
        }
        if (now.isEmpty()) {
            if (Files.deleteIfExists(path.get())) {
                Disk.sync(Disk.directoryOf(path.get()));
            }
            return;
        }
        Files.createDirectories(Disk.directoryOf(path.get()));
        Disk.replace(path.get(), now.text().getBytes(StandardCharsets.UTF_8));
    }
}
