package io.buildout4j.engine.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;

/**
 * The append-only record of a running installation. It costs one write a record, and one flush to the disk where the
 * record must be there before the deed. Safe for use by several threads.
 */
public final class Journal implements AutoCloseable {

    private final Path file;
    private FileChannel channel;
    private long length;

    private Journal(Path file) throws IOException {
        this.file = file;
        this.channel = open(file);
        this.length = channel.size();
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    /** Begins a journal, whose entry in the directory is on the disk when this returns. */
    public static Journal begin(Path file) throws IOException {
        Journal journal = new Journal(file);
        Disk.sync(Disk.directoryOf(file));
        return journal;
    }

    /** The bytes of the journal an interrupted run left; none if there is none. */
    public static byte[] bytes(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Files.readAllBytes(file) : new byte[0];
    }

    /** What a journal says, up to the first record that was not written as a whole. */
    public static List<JournalRecord> records(byte[] journal, Path file) {
        return journal.length == 0
                ? List.of()
                : JournalCoding.decode(journal, text -> file.getFileSystem().getPath(text));
    }

    /**
     * Adds records, which then survive the death of this process.
     *
     * @param secure whether they, with all before them, are to survive the loss of power too
     */
    public synchronized void append(Collection<? extends JournalRecord> records, boolean secure) throws IOException {
        ByteBuffer bytes = JournalCoding.encode(records);
        Disk.uninterrupted(() -> {
            if (!channel.isOpen()) {
                channel = open(file);
            }
            // A write that was cut short is written over, or the records after it could not be read.
            channel.position(length);
            Disk.writeFully(channel, bytes.rewind());
            if (secure) {
                channel.force(false);
            }
        });
        length += bytes.limit();
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
