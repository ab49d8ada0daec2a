package io.buildout4j.recipes.node.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a machine must be like for what was built on another one. */
final class Platform {

    private static final Path RELEASE = Path.of("/etc/os-release");

    private Platform() {}

    /** This machine: system, processor, distribution. */
    static String here() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + " " + distribution();
    }

    private static String distribution() {
        try (Stream<String> lines = Files.lines(RELEASE)) {
            return lines.filter(line -> line.startsWith("ID=") || line.startsWith("VERSION_ID="))
                    .sorted()
                    .collect(Collectors.joining(" "));
        } catch (IOException | java.io.UncheckedIOException e) {
            return "";
        }
    }
}
