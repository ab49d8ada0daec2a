package io.buildout4j.recipes.node.cache;

import io.buildout4j.download.Checksum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where files are kept by name: a directory, or a server. */
public interface Blobs extends AutoCloseable {

    /** Whether there is a file of that name. */
    boolean has(String path) throws IOException;

    /**
     * Copies a file to a place where there is none.
     *
     * @param checksums all that must hold
     * @throws IOException if it is not there or is not the wanted one; the target is then not made
     */
    void fetch(String path, List<Checksum> checksums, Path target) throws IOException, InterruptedException;

    /** Stores a file; others see it when it is whole. */
    void put(String path, Path file) throws IOException;

    @Override
    void close();
}
