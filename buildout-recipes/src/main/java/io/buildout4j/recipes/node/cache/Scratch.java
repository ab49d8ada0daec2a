package io.buildout4j.recipes.node.cache;

import io.buildout4j.recipes.archive.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are gone afterwards. */
final class Scratch implements AutoCloseable {
    private final Path directory;

    Scratch(Path parent) throws IOException {
        Files.createDirectories(parent);
        directory = Files.createTempDirectory(parent, "cache");
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() throws IOException {
        Trees.delete(directory);
    }
}
