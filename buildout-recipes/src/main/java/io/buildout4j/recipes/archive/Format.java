package io.buildout4j.recipes.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.z.ZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdUtils;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** How the bytes of an archive are packed. The content decides; the name only says what is expected. */
enum Format {
    ZIP("PK\003\004"),
    EMPTY_ZIP("PK\005\006"),
    GZIP("\037\213") {
        @Override
        List<List<String>> tools() {
            return List.of(List.of("igzip", "-dc"));
        }

        @Override
        InputStream decompressedHere(InputStream in) throws IOException {
            return new GZIPInputStream(in, BUFFER);
        }
    },
    BZIP2("BZh") {
        @Override
        List<List<String>> tools() {
            return List.of(List.of("lbzip2", "-dc"), List.of("pbzip2", "-dc"), List.of("bzip2", "-dc"));
        }

        @Override
        InputStream decompressedHere(InputStream in) throws IOException {
            return new BZip2CompressorInputStream(in, true);
        }
    },
    XZ("\u00fd7zXZ\000") {
        @Override
        List<List<String>> tools() {
            return List.of(List.of("xz", "-dc", "-T0", "--memlimit-decompress=" + MEMORY_KIB + "KiB"));
        }

        @Override
        InputStream decompressedHere(InputStream in) throws IOException {
            return new XZInputStream(in, MEMORY_KIB);
        }
    },
    LZIP("LZIP") {
        @Override
        InputStream decompressedHere(InputStream in) throws IOException {
            return new LzipInputStream(in);
        }
    },
    ZSTD("\050\u00b5\057\u00fd") {
        @Override
        InputStream decompressedHere(InputStream in) throws IOException {
            if (!ZstdUtils.isZstdCompressionAvailable()) {
                throw new ArchiveException(
                        "it is packed with zstd, which needs com.github.luben:zstd-jni on the class" + " path");
            }
            return new ZstdCompressorInputStream(in);
        }
    },
    COMPRESS("\037\235") {
        @Override
        InputStream decompressedHere(InputStream in) throws IOException {
            return new ZCompressorInputStream(in);
        }
    },
    LZMA("\135\000\000") {
        @Override
        InputStream decompressedHere(InputStream in) throws IOException {
            return new LZMAInputStream(in, MEMORY_KIB);
        }
    },
    PLAIN("");

    static final int BUFFER = 64 * 1024;

    /** As much as the strongest presets need; a hostile header cannot ask for more. */
    static final int MEMORY_KIB = 1 << 20;

    private static final int TAR_BLOCK = 512;
    private static final int TAR_MAGIC_AT = 257;
    private static final Pattern NAME =
            Pattern.compile(".*\\.(tar(\\.(gz|bz2|xz|zst|lz|lzma|z))?|tgz|tbz2?|txz|tzst|tlz|zip)");

    /** The end of a name that says what a file is: {@code .py}, but not the {@code .0} of {@code v1.0}. */
    private static final Pattern KNOWN_BY_NAME = Pattern.compile(".*\\.[A-Za-z][A-Za-z0-9_+-]*");

    private final String magic;

    Format(String magic) {
        this.magic = magic;
    }

    /** Programs that decompress sooner than Java does, the best first. */
    List<List<String>> tools() {
        return List.of();
    }

    /** What the bytes become, by a program of this machine if that is better. Closed with the result. */
    InputStream decompressed(InputStream in) throws IOException {
        Optional<Tool> tool = Tool.first(tools());
        return tool.isPresent() ? tool.get().decompressed(in) : decompressedHere(in);
    }

    /** The same within this process. */
    InputStream decompressedHere(InputStream in) throws IOException {
        return in;
    }

    boolean isZip() {
        return this == ZIP || this == EMPTY_ZIP;
    }

    /** Whether a file of that name is meant to be an archive. */
    static boolean named(String name) {
        return NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether the name says nothing of what the file is. */
    static boolean namedOpenly(String name) {
        return !KNOWN_BY_NAME.matcher(name).matches();
    }

    /** What the file begins like; {@link #PLAIN} if like nothing known. */
    static Format of(Packed packed) throws IOException {
        String head = packed.peek(8);
        return Arrays.stream(values())
                .filter(format -> head.startsWith(format.magic))
                .findFirst()
                .orElse(PLAIN);
    }

    /** Whether the file is an archive, whatever its name: a zip, or a tar behind one of the compressions. */
    static boolean isArchive(Path file) {
        try (Packed packed = new Packed(Files.newInputStream(file))) {
            Format format = of(packed);
            if (format.isZip()) {
                return true;
            }
            try (InputStream tar = format.decompressedHere(packed)) {
                return isTarHeader(tar.readNBytes(TAR_BLOCK));
            }
        } catch (IOException e) {
            // What cannot be decompressed is no archive.
            return false;
        }
    }

    /** A header has the magic of its kind, or, in the oldest archives, at least a right sum of its bytes. */
    static boolean isTarHeader(byte[] block) {
        if (block.length < TAR_BLOCK) {
            return false;
        }
        String magicText = new String(block, TAR_MAGIC_AT, 5, StandardCharsets.ISO_8859_1);
        return magicText.equals("ustar") || sumIsRight(block);
    }

    private static boolean sumIsRight(byte[] block) {
        String digits = new String(block, 148, 8, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        if (!digits.matches("[0-7]{1,7}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < TAR_BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
        }
        return sum == Integer.parseInt(digits, 8) && block[0] != 0;
    }

    /** What something that is no archive is instead. */
    static Optional<String> likelyMistake(Packed packed) throws IOException {
        String head = packed.peek(256).strip().toLowerCase(Locale.ROOT);
        return List.of("<!doctype html", "<html").stream().anyMatch(head::startsWith)
                ? Optional.of("it is a web page")
                : Optional.empty();
    }
}
