package io.buildout4j.engine.read;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What stands where a file is missing: one of these may have been meant. */
public final class Neighbours {

    private static final int MOST = 1000;

    private Neighbours() {}

    /** The names in the directory of a file that is not there; none if that cannot be read either. */
    public static List<String> of(Path missing) {
        List<String> names = new ArrayList<>();
        Path directory = missing.toAbsolutePath().getParent();
        if (directory == null) {
            return names;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (names.size() == MOST) {
                    break;
                }
                names.add(entry.getFileName().toString());
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        // Directories have no order; of two names as near as each other always the same is suggested.
        names.sort(null);
        return names;
    }
}
