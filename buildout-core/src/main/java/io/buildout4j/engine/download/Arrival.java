package io.buildout4j.engine.download;

import io.buildout4j.download.Checksum;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/**
 * A file while it arrives: hidden beside the place it is meant for, digested as it is written, and visible only once it
 * is placed. Closed before that, it leaves nothing.
 */
final class Arrival implements Closeable {

    static final int BUFFER = 64 * 1024;

    /** The pattern of the names of files that have not arrived. */
    static final String HIDDEN = ".buildout-*.part";

    private final Path hidden;
    private final FileChannel channel;
    private final Digests digests;
    private final long limit;
    private final Following following;
    private long bytes;
    private boolean kept;

    /**
     * @param directory where it will be placed, so that placing is a rename
     * @param limit the most bytes it may have
     */
    Arrival(Path directory, List<Checksum> wanted, long limit) throws IOException {
        this(directory, wanted, limit, new Following(null));
    }

    /** @param following reads it behind this */
    Arrival(Path directory, List<Checksum> wanted, long limit, Following following) throws IOException {
        this.limit = limit;
        this.following = following;
        digests = new Digests(wanted);
        hidden = directory.resolve(hiddenName());
        channel = FileChannel.open(hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        following.begin(hidden);
    }

    void append(byte[] buffer, int length) throws IOException {
        if (bytes + length > limit) {
            throw TransferException.hopeless("it is larger than the " + limit + " bytes allowed");
        }
        digests.update(buffer, length);
        ByteBuffer rest = ByteBuffer.wrap(buffer, 0, length);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        bytes += length;
        following.grown(bytes);
    }

    void appendAll(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            append(buffer, n);
        }
    }

    /** Forgets what has arrived. */
    void restart() throws IOException {
        if (bytes == 0) {
            return;
        }
        channel.truncate(0);
        channel.position(0);
        digests.reset();
        bytes = 0;
        following.begin(hidden);
    }

    long bytes() {
        return bytes;
    }

    long limit() {
        return limit;
    }

    /** The file as far as it has arrived, to be read only. */
    Path file() {
        return hidden;
    }

    /** A hidden name beside it, for something else that is on its way. */
    Path beside() {
        return hidden.resolveSibling(hiddenName());
    }

    private static String hiddenName() {
        return ".buildout-" + UUID.randomUUID() + ".part";
    }

    /** What does not hold of the wanted checksums. Asked once, when all has arrived. */
    List<String> mismatches() {
        return digests.mismatches();
    }

    /** Makes the file visible, whole, on the disk, in one step. */
    void placeAt(Path target) throws IOException {
        move(kept(), target);
    }

    /**
     * The file, whole, still under its hidden name; now the caller's to move or to delete. It need not be on the disk
     * yet: many are read once and deleted, which should not wait for the disk.
     */
    Path kept() throws IOException {
        channel.close();
        kept = true;
        return hidden;
    }

    /** Moves a kept file, once it is on the disk, to where it is wanted; or deletes it. */
    static void move(Path hidden, Path target) throws IOException {
        try {
            try (FileChannel written = FileChannel.open(hidden, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(hidden);
            throw e;
        }
        Path directory = target.getParent();
        if (directory != null) {
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!kept) {
            Files.deleteIfExists(hidden);
        }
    }
}
