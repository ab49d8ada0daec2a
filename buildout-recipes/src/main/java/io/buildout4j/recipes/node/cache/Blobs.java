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

    /** Files that are read in one place and stored in another, which passes them on. */
    static Blobs reading(Blobs from, Blobs to) {
        return new Blobs() {
            @Override
            public boolean has(String path) throws IOException {
                return from.has(path);
            }

            @Override
            public void fetch(String path, List<Checksum> checksums, Path target)
                    throws IOException, InterruptedException {
                from.fetch(path, checksums, target);
            }

            @Override
            public void put(String path, Path file) throws IOException {
                to.put(path, file);
            }

            @Override
            public void close() {
                from.close();
                to.close();
            }
        };
    }
}
