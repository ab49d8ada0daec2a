package io.buildout4j.recipes.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Writes the entries of a zip into a tree, as its directory lists them. */
final class ZipEntries {

    private static final int LONGEST_LINK = 4096;

    private ZipEntries() {}

    static void write(Path archive, Tree tree, Exclusion exclusion) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            for (ZipArchiveEntry entry : entries) {
                if (!exclusion.excludes(entry.getName())) {
                    write(entry, zip, tree);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ArchiveException("the archive is broken: " + e.getMessage(), e);
        }
    }

    private static void write(ZipArchiveEntry entry, ZipFile zip, Tree tree) throws IOException {
        String name = entry.getName();
        int mode = entry.getUnixMode();
        Instant modified = entry.getLastModifiedTime().toInstant();
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw EntryName.refused(name, "is encrypted");
        }
        int kind = mode & 0170000;
        if (entry.isDirectory()) {
            tree.directory(name, mode == 0 ? 0755 : mode, modified);
        } else if (entry.isUnixSymlink()) {
            try (InputStream in = zip.getInputStream(entry)) {
                tree.link(name, new String(in.readNBytes(LONGEST_LINK), StandardCharsets.UTF_8));
            }
        } else if (kind != 0 && kind != 0100000) {
            throw EntryName.refused(name, "is a device or a pipe");
        } else if (!zip.canReadEntryData(entry)) {
            throw EntryName.refused(name, "is compressed in a way that cannot be read");
        } else {
            CRC32 sum = new CRC32();
            try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
                tree.file(name, mode == 0 ? 0644 : mode, modified, in);
            }
            if (sum.getValue() != entry.getCrc()) {
                throw EntryName.refused(name, "is broken: its sum is wrong");
            }
        }
    }
}
