package io.buildout4j.recipes.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * How an archive is unpacked: tar, bare or within gzip, bzip2, xz, zstd, lzip, lzma or compress, or zip; the content
 * decides which. It is unpacked beside the place it is meant for and moved there when it is whole, so a failure leaves
 * nothing.
 *
 * @param name its name as the profile says it, for messages
 * @param rules what it may hold
 * @param excludes shell patterns of whole entry names that stay packed
 * @param stripping what becomes of a directory that holds all the rest
 */
public record Unpacking(String name, Rules rules, List<String> excludes, Stripping stripping) {

    /** What becomes of the one directory that everything in an archive is in. */
    public enum Stripping {
        /** It is unpacked as it is. */
        NEVER,
        /** Its content takes its place, if there is such a directory. */
        IF_ALONE,
        /** Its content takes its place; an archive without one is refused. */
        ALWAYS
    }

    public Unpacking {
        excludes = List.copyOf(excludes);
    }

    /** By the standard rules, whole. */
    public static Unpacking of(String name) {
        return new Unpacking(name, Rules.standard(), List.of(), Stripping.NEVER);
    }

    /** This under other rules. */
    public Unpacking under(Rules others) {
        return new Unpacking(name, others, excludes, stripping);
    }

    /** This without the entries that fit a pattern. */
    public Unpacking without(List<String> patterns) {
        return new Unpacking(name, rules, patterns, stripping);
    }

    /** This with another fate of the top directory. */
    public Unpacking with(Stripping other) {
        return new Unpacking(name, rules, excludes, other);
    }

    /** Whether a file name is that of an archive, such as {@code app.tar.gz}. */
    public static boolean isArchiveName(String name) {
        return Format.named(name);
    }

    /** Whether a file is an archive: by its name if that says what it is, else by its content. */
    public static boolean isArchive(Path file, String name) {
        return Format.named(name) || (Format.namedOpenly(name) && Format.isArchive(file));
    }

    /** What is done with what was unpacked, while it still stands aside. */
    @FunctionalInterface
    public interface Placing {

        /**
         * Moves things to where they belong.
         *
         * @param unpacked a directory that is deleted afterwards, with what is left in it
         */
        void place(Path unpacked) throws IOException;
    }

    /**
     * Unpacks to a directory that does not exist yet.
     *
     * @throws ArchiveException if it is no archive, or holds what is refused; nothing is left then
     */
    public void into(Path directory, Path archive) throws IOException {
        try (Unfolding unfolding = by(staging(directory))) {
            unfolding.into(directory, archive);
        }
    }

    /**
     * Unpacks by way of another directory, beginning perhaps before all of the archive is there.
     *
     * @param staging not there yet, in the same file system as what it is for, and not there any more afterwards; its
     *     parent must exist
     */
    public Unfolding by(Path staging) {
        return new Unfolding(this, staging);
    }

    /** A hidden place beside a directory to unpack to first, another one each time; nothing is there. */
    public static Path staging(Path directory) {
        return directory.resolveSibling("." + directory.getFileName() + "." + UUID.randomUUID() + ".unpacking");
    }

    /** Writes what is in an archive to an empty directory. */
    void unpack(Path archive, Path staging) throws IOException {
        try (InputStream packed = Files.newInputStream(archive)) {
            long size = Files.size(archive);
            if (!unpack(packed, () -> size, staging)) {
                unpackZip(archive, size, staging);
            }
        }
    }

    /**
     * Writes what is in a stream to an empty directory; not, if it is a zip, whose table of contents is at its end.
     *
     * @param size the size of the archive, as far as it is known
     */
    boolean unpack(InputStream packed, LongSupplier size, Path staging) throws IOException {
        Packed begin = new Packed(packed);
        Format format = Format.of(begin);
        if (format.isZip()) {
            return false;
        }
        Tree tree = new Tree(staging, rules, size);
        try (InputStream tar = decompressed(format, begin)) {
            TarEntries.write(tar, tree, Exclusion.of(excludes));
            tree.finish();
        } catch (IOException e) {
            throw told(e);
        }
        return true;
    }

    private void unpackZip(Path archive, long size, Path staging) throws IOException {
        Tree tree = new Tree(staging, rules, () -> size);
        try {
            ZipEntries.write(archive, tree, Exclusion.of(excludes));
            tree.finish();
        } catch (IOException e) {
            throw told(e);
        }
    }

    private static InputStream decompressed(Format format, Packed packed) throws IOException {
        Optional<String> mistake = Format.likelyMistake(packed);
        InputStream tar = format.decompressed(packed);
        boolean compressed = format != Format.PLAIN;
        BufferedInputStream begin = new BufferedInputStream(
                compressed && Runtime.getRuntime().availableProcessors() > 1 ? new ReadAhead(tar) : tar, Format.BUFFER);
        try {
            requireTar(begin, format, mistake);
            return begin;
        } catch (IOException e) {
            begin.close();
            throw e;
        }
    }

    private static void requireTar(BufferedInputStream in, Format format, Optional<String> mistake) throws IOException {
        in.mark(1024);
        byte[] block = in.readNBytes(512);
        in.reset();
        if (!Format.isTarHeader(block) && !isEmptyTar(block)) {
            throw new ArchiveException(mistake.orElse(
                    format == Format.PLAIN ? "it is no archive of a known kind" : "there is no tar in it"));
        }
    }

    private static boolean isEmptyTar(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return block.length == 512;
    }

    private IOException told(IOException e) {
        if (e instanceof ArchiveException) {
            return new ArchiveException("cannot unpack " + name + ": " + e.getMessage(), e);
        }
        return e instanceof FileSystemException
                ? e
                : new ArchiveException("cannot unpack " + name + ": the archive is broken: " + e.getMessage(), e);
    }

    /** What is to be moved of what was unpacked: all of it, or what is in its only directory. */
    Path stripped(Path staging) throws IOException {
        if (stripping == Stripping.NEVER) {
            return staging;
        }
        List<Path> top = entries(staging);
        boolean alone = top.size() == 1 && Files.isDirectory(top.get(0), LinkOption.NOFOLLOW_LINKS);
        if (alone) {
            return top.get(0);
        }
        if (stripping == Stripping.ALWAYS) {
            throw new ArchiveException("cannot unpack " + name + ": it has no single top directory to strip, but "
                    + (top.isEmpty() ? "nothing at all" : top.size() + " entries"));
        }
        return staging;
    }

    /** What is in a directory, in order of names. */
    static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }
}
