package io.buildout4j.recipes.node.cache;

import io.buildout4j.recipes.archive.Rules;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.archive.Unpacking;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A directory as one file: a tar within gzip, of files, directories and links, by nobody in particular. */
final class PackedTree {

    private PackedTree() {}

    /**
     * Packs a directory.
     *
     * @param mark bytes to look for in files and links, such as the directory's own path
     * @return whether they occur: such a tree works nowhere else
     */
    static boolean pack(Path tree, Path target, String mark) throws IOException {
        return pack(tree, target, mark, "");
    }

    /** The same, with all names behind a prefix. */
    static boolean pack(Path tree, Path target, String mark, String prefix) throws IOException {
        Finder finder = new Finder(mark);
        List<Path> entries;
        try (Stream<Path> all = Files.walk(tree)) {
            entries = all.filter(path -> !path.equals(tree)).sorted().toList();
        }
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file, 1 << 16))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Path entry : entries) {
                add(entry, prefix + tree.relativize(entry), tar, finder);
            }
        }
        return finder.found;
    }

    private static void add(Path path, String name, TarArchiveOutputStream tar, Finder finder) throws IOException {
        if (Files.isSymbolicLink(path)) {
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            String link = Files.readSymbolicLink(path).toString();
            finder.look(link.getBytes(StandardCharsets.UTF_8), link.getBytes(StandardCharsets.UTF_8).length);
            finder.end();
            entry.setLinkName(link);
            tar.putArchiveEntry(entry);
        } else if (Files.isDirectory(path)) {
            TarArchiveEntry entry = new TarArchiveEntry(name + "/");
            entry.setMode(mode(path));
            tar.putArchiveEntry(entry);
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setMode(mode(path));
            entry.setSize(Files.size(path));
            entry.setModTime(Files.getLastModifiedTime(path));
            tar.putArchiveEntry(entry);
            try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    finder.look(buffer, n);
                    tar.write(buffer, 0, n);
                }
            }
            finder.end();
        } else {
            throw new IOException(path + " is neither a file, a directory nor a link");
        }
        tar.closeArchiveEntry();
    }

    private static int mode(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        PosixFilePermission[] all = PosixFilePermission.values();
        int bits = 0;
        for (int i = 0; i < all.length; i++) {
            if (permissions.contains(all[i])) {
                bits |= 0400 >> i;
            }
        }
        return bits;
    }

    /** Unpacks into a directory that is not there; as safe as any archive, and all or nothing. */
    static void unpack(Path archive, Path tree) throws IOException {
        unpack(archive, tree, Unpacking.Stripping.NEVER);
    }

    /** The same for an archive with everything in one directory, whose place the given one takes. */
    static void unpackTop(Path archive, Path tree) throws IOException {
        unpack(archive, tree, Unpacking.Stripping.ALWAYS);
    }

    private static void unpack(Path archive, Path tree, Unpacking.Stripping stripping) throws IOException {
        Files.createDirectories(tree.toAbsolutePath().getParent());
        Trees.delete(tree);
        Unpacking.of("a tree of the shared cache")
                .under(Rules.standard().asLenient(true))
                .with(stripping)
                .into(tree, archive);
    }

    /** Looks for bytes in a stream of them, across the borders of buffers. */
    private static final class Finder {
        private final byte[] mark;
        private byte[] rest = {};
        private boolean found;

        Finder(String mark) {
            this.mark = mark.getBytes(StandardCharsets.UTF_8);
        }

        void look(byte[] bytes, int count) {
            if (found || mark.length == 0) {
                return;
            }
            byte[] all = new byte[rest.length + count];
            System.arraycopy(rest, 0, all, 0, rest.length);
            System.arraycopy(bytes, 0, all, rest.length, count);
            for (int i = 0; i + mark.length <= all.length && !found; i++) {
                int k = 0;
                while (k < mark.length && all[i + k] == mark[k]) {
                    k++;
                }
                found = k == mark.length;
            }
            int kept = Math.min(mark.length - 1, all.length);
            rest = java.util.Arrays.copyOfRange(all, all.length - kept, all.length);
        }

        void end() {
            rest = new byte[0];
        }
    }
}
