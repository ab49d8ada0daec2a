package io.buildout4j.recipes.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Writes the entries of a tar into a tree. */
final class TarEntries {

    private TarEntries() {}

    static void write(InputStream decompressed, Tree tree, Exclusion exclusion) throws IOException {
        try (Tail tail = new Tail(decompressed);
                TarArchiveInputStream tar = new TarArchiveInputStream(tail, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
                if (!exclusion.excludes(entry.getName())) {
                    write(entry, tar, tree);
                }
            }
            if (!tail.isBlank()) {
                throw new ArchiveException("the archive ends too early: it is cut off");
            }
            // The sum of the compression stands behind the last block.
            tail.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (IllegalArgumentException e) {
            throw new ArchiveException("the archive is broken: " + e.getMessage(), e);
        }
    }

    private static void write(TarArchiveEntry entry, TarArchiveInputStream tar, Tree tree) throws IOException {
        String name = entry.getName();
        int mode = entry.getMode();
        Instant modified = entry.getLastModifiedTime().toInstant();
        if (entry.getSize() < 0) {
            throw EntryName.refused(name, "has a negative size");
        }
        if (entry.isDirectory()) {
            tree.directory(name, mode, modified);
        } else if (entry.isSymbolicLink()) {
            tree.link(name, entry.getLinkName());
        } else if (entry.isLink()) {
            tree.hardLink(name, entry.getLinkName());
        } else if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
            throw EntryName.refused(name, "is a device or a pipe");
        } else if (entry.isFile() && tar.canReadEntryData(entry)) {
            tree.file(name, mode, modified, tar);
        } else {
            throw EntryName.refused(name, "is of a kind that cannot be unpacked");
        }
    }

    /** Remembers whether the last block was blank: a tar that does not end so was cut off. */
    private static final class Tail extends FilterInputStream {

        private static final int BLOCK = 512;

        private long blanks;

        Tail(InputStream in) {
            super(in);
        }

        boolean isBlank() {
            return blanks >= BLOCK;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                blanks = b == 0 ? blanks + 1 : 0;
            }
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            int i = n - 1;
            while (i >= 0 && bytes[offset + i] == 0) {
                i--;
            }
            if (n > 0) {
                blanks = i < 0 ? blanks + n : n - 1 - i;
            }
            return n;
        }
    }
}
