package io.buildout4j.recipes.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One unpacking, in two steps: what can be read of the archive before all of it is there, and the placing once it is.
 * Closed, it leaves nothing but what was placed.
 */
public final class Unfolding implements AutoCloseable {

    private final Unpacking unpacking;
    private final Path staging;
    private boolean unpacked;

    Unfolding(Unpacking unpacking, Path staging) {
        this.unpacking = unpacking;
        this.staging = staging;
    }

    /**
     * Unpacks an archive that still arrives, and whose bytes nobody has verified yet, to where nothing counts.
     *
     * @throws IOException if that did not go well: what arrived is forgotten then, and may be tried again
     */
    public void begin(InputStream arriving) throws IOException {
        forget();
        Counted counted = new Counted(arriving);
        Files.createDirectory(staging);
        try {
            unpacked = unpacking.unpack(counted, counted.count::get, staging);
            // Sums of the compression stand at the end, and nobody may wait for one who stopped reading.
        } finally {
            if (!unpacked) {
                forget();
            }
        }
    }

    /**
     * Unpacks to a directory that does not exist yet.
     *
     * @param archive the whole archive, the one that was begun with if there was one
     * @throws ArchiveException if it is no archive, or holds what is refused
     */
    public void into(Path directory, Path archive) throws IOException {
        through(archive, content -> Files.move(content, directory));
    }

    /** Unpacks, and hands over what was unpacked, to be moved where it is wanted. */
    public void through(Path archive, Unpacking.Placing placing) throws IOException {
        if (!unpacked) {
            forget();
            Files.createDirectory(staging);
            unpacking.unpack(archive, staging);
        }
        placing.place(unpacking.stripped(staging));
    }

    private void forget() throws IOException {
        unpacked = false;
        Trees.delete(staging);
    }

    @Override
    public void close() throws IOException {
        Trees.delete(staging);
    }

    /** Counts what was read of an archive whose size nobody knows yet. */
    private static final class Counted extends FilterInputStream {

        private final AtomicLong count = new AtomicLong();

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count.addAndGet(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            count.addAndGet(Math.max(0, n));
            return n;
        }
    }
}
