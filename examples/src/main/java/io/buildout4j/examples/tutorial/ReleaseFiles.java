package io.buildout4j.examples.tutorial;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of the software release, as they stand in {@code examples/tutorial}, laid out on disk as a checkout would be. */
final class ReleaseFiles {

    private static final String COMPONENT = "component/logrotate/buildout.cfg";

    private ReleaseFiles() {}

    /**
     * Writes the profiles of an application and what they extend.
     *
     * @return the directory of the application's profiles
     */
    static Path unpack(Application application, Path directory) throws IOException {
        List<String> files = new ArrayList<>(List.of(
                COMPONENT,
                application.folder() + "/software.cfg",
                application.folder() + "/instance.cfg.in",
                application.folder() + "/" + application.source()));
        application.promiseFiles().forEach(file -> files.add(application.folder() + "/" + file));
        for (String file : files) {
            Path target = directory.resolve(file);
            Files.createDirectories(target.getParent());
            try (InputStream in = ReleaseFiles.class.getResourceAsStream("/tutorial/" + file)) {
                if (in == null) {
                    throw new IOException("tutorial/" + file + " is missing from the program");
                }
                Files.copy(in, target);
            }
        }
        return directory.resolve(application.folder());
    }
}
