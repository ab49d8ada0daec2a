package io.buildout4j.recipes.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Unpacks one archive: tar, bare or within gzip, bzip2, xz, zstd, lzip, lzma or compress, or zip; the content decides
 * which. It is unpacked beside the place it is meant for and moved there when it is whole, so a failure leaves nothing.
 *
 * @param archive the file
 * @param name its name as the profile says it, for messages
 * @param rules what it may hold
 * @param excludes shell patterns of whole entry names that stay packed
 * @param stripping what becomes of a directory that holds all the rest
 */
public record Unpacking(Path archive, String name, Rules rules, List<String> excludes, Stripping stripping) {

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

    /** An archive by the standard rules, whole. */
    public static Unpacking of(Path archive, String name) {
        return new Unpacking(archive, name, Rules.standard(), List.of(), Stripping.NEVER);
    }

    /** This under other rules. */
    public Unpacking under(Rules others) {
        return new Unpacking(archive, name, others, excludes, stripping);
    }

    /** This without the entries that fit a pattern. */
    public Unpacking without(List<String> patterns) {
        return new Unpacking(archive, name, rules, patterns, stripping);
    }

    /** This with another fate of the top directory. */
    public Unpacking with(Stripping other) {
        return new Unpacking(archive, name, rules, excludes, other);
    }

    /** Whether a file name is that of an archive, such as {@code app.tar.gz}. */
    public static boolean isArchiveName(String name) {
        return Format.named(name);
    }

    /** Whether a file is an archive: by its name if that says what it is, else by its content. */
    public static boolean isArchive(Path file, String name) throws IOException {
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
    public void into(Path directory) throws IOException {
        into(directory, staging(directory));
    }

    /**
     * The same by way of another directory.
     *
     * @param staging not there yet, in the same file system, and not there any more afterwards
     */
    public void into(Path directory, Path staging) throws IOException {
        through(staging, unpacked -> Files.move(unpacked, directory));
    }

    /** A hidden place beside a directory to unpack to first, another one each time; nothing is there. */
    public static Path staging(Path directory) {
        return directory.resolveSibling("." + directory.getFileName() + "." + UUID.randomUUID() + ".unpacking");
    }

    /**
     * Unpacks to a directory, and hands over what was unpacked, to be moved where it is wanted.
     *
     * @param staging not there yet, and not there any more afterwards; its parent must exist
     */
    public void through(Path staging, Placing placing) throws IOException {
        Files.createDirectory(staging);
        try {
            unpack(staging);
            placing.place(stripped(staging));
        } finally {
            Trees.delete(staging);
        }
    }

    private void unpack(Path staging) throws IOException {
        Format format = Format.of(archive);
        Tree tree = new Tree(staging, rules, Files.size(archive));
        Exclusion exclusion = Exclusion.of(excludes);
        try {
            if (format.isZip()) {
                ZipEntries.write(archive, tree, exclusion);
            } else {
                try (InputStream in = decompressed(format)) {
                    TarEntries.write(in, tree, exclusion);
                }
            }
            tree.finish();
        } catch (ArchiveException e) {
            throw new ArchiveException("cannot unpack " + name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private InputStream decompressed(Format format) throws IOException {
        InputStream file = Files.newInputStream(archive);
        try {
            InputStream tar = format.decompressed(new BufferedInputStream(file, Format.BUFFER));
            boolean compressed = format != Format.PLAIN;
            BufferedInputStream begin = new BufferedInputStream(
                    compressed && Runtime.getRuntime().availableProcessors() > 1 ? new ReadAhead(tar) : tar,
                    Format.BUFFER);
            requireTar(begin, format);
            return begin;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private void requireTar(BufferedInputStream in, Format format) throws IOException {
        in.mark(1024);
        byte[] block = in.readNBytes(512);
        in.reset();
        if (!Format.isTarHeader(block) && !isEmptyTar(block)) {
            in.close();
            throw new ArchiveException(Format.likelyMistake(archive)
                    .orElse(format == Format.PLAIN ? "it is no archive of a known kind" : "there is no tar in it"));
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

    private IOException unreadable(IOException e) {
        boolean ofDisk = e instanceof java.nio.file.FileSystemException;
        return ofDisk
                ? e
                : new ArchiveException("cannot unpack " + name + ": the archive is broken: " + e.getMessage(), e);
    }

    private Path stripped(Path staging) throws IOException {
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
