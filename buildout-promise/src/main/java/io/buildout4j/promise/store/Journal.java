package io.buildout4j.promise.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of lines that only grows, each line with its checksum, written by one process that holds it locked. What was
 * flushed survives the process, what was synced survives the machine. A process that finds the journal of one that is
 * gone reads what is whole in it: a torn end or garbage in the middle costs the lines it hit and no other.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final String OPEN = ".journal";
    private static final String LEFT = ".left";
    private static final int FULL = 1 << 18;
    private static final int DIGEST = 8;

    private final Path file;
    private final FileChannel channel;
    private ByteArrayOutputStream buffer = new ByteArrayOutputStream(FULL / 4);
    private long size;
    private boolean unsynced;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Starts a journal in a directory, which is made if needed. */
    public static Journal create(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(own() + System.currentTimeMillis() + "-" + UUID.randomUUID() + OPEN);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
            syncDirectory(directory);
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(file);
            throw e;
        }
        return new Journal(file, channel);
    }

    /** How the names of this process's journals start; its number alone may come again after a restart. */
    private static String own() {
        ProcessHandle process = ProcessHandle.current();
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return process.pid() + "-" + started + "-";
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Adds a line, which has no line feed; it is in memory until the next {@link #flush()}. */
    public synchronized void add(byte[] line) throws IOException {
        CRC32C digest = new CRC32C();
        digest.update(line, 0, line.length);
        byte[] record = new byte[DIGEST + 1 + line.length + 1];
        long value = digest.getValue();
        for (int i = DIGEST - 1; i >= 0; i--, value >>>= 4) {
            record[i] = (byte) Character.forDigit((int) (value & 0xf), 16);
        }
        record[DIGEST] = ' ';
        System.arraycopy(line, 0, record, DIGEST + 1, line.length);
        record[record.length - 1] = '\n';
        buffer.write(record, 0, record.length);
        if (buffer.size() >= FULL) {
            flush();
        }
    }

    /** Hands all lines to the operating system. */
    public synchronized void flush() throws IOException {
        if (buffer.size() == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer.toByteArray());
        buffer.reset();
        while (bytes.hasRemaining()) {
            size += channel.write(bytes);
        }
        unsynced = true;
    }

    /** Has all lines on the disk. After a failure nothing is known about the file, so another has to be started. */
    public void sync() throws IOException {
        synchronized (this) {
            flush();
            if (!unsynced) {
                return;
            }
            unsynced = false;
        }
        // A disk may take its time; who adds lines meanwhile does not wait for it.
        channel.force(false);
    }

    /** Whether there are lines that were not synced. */
    public synchronized boolean dirty() {
        return unsynced || buffer.size() > 0;
    }

    /** The bytes written so far. */
    public synchronized long size() {
        return size + buffer.size();
    }

    /** Ends this journal and leaves it to who starts the next one. */
    @Override
    public synchronized void close() throws IOException {
        try (channel) {
            sync();
        }
        String name = file.getFileName().toString();
        Files.move(
                file,
                file.resolveSibling(name.substring(0, name.length() - OPEN.length()) + LEFT),
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes this journal, because another has what stood in it, or because it cannot be written any more. */
    public synchronized void delete() throws IOException {
        buffer = new ByteArrayOutputStream(0);
        try (channel) {
            Files.deleteIfExists(file);
        }
    }

    /** A journal that nobody writes any more, held until it is closed. */
    public static final class Remains implements AutoCloseable {
        private final Path file;
        private final FileChannel channel;

        private Remains(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        /** Gives out the whole lines of it, in the order they were added. */
        public void read(Consumer<byte[]> lines) throws IOException {
            long at = 0;
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            ByteBuffer block = ByteBuffer.allocate(FULL);
            for (int count = channel.read(block, at); count > 0; count = channel.read(block, at)) {
                at += count;
                int start = 0;
                for (int i = 0; i < count; i++) {
                    if (block.array()[i] == '\n') {
                        line.write(block.array(), start, i - start);
                        checked(line.toByteArray(), lines);
                        line.reset();
                        start = i + 1;
                    }
                }
                line.write(block.array(), start, count - start);
                block.clear();
            }
            if (line.size() > 0) {
                LOG.info("the last line of {} is torn", file);
            }
        }

        private void checked(byte[] record, Consumer<byte[]> lines) {
            int start = DIGEST + 1;
            if (record.length >= start && record[DIGEST] == ' ') {
                CRC32C digest = new CRC32C();
                digest.update(record, start, record.length - start);
                if (String.format("%08x", digest.getValue())
                        .equals(new String(record, 0, DIGEST, StandardCharsets.ISO_8859_1))) {
                    lines.accept(java.util.Arrays.copyOfRange(record, start, record.length));
                    return;
                }
            }
            LOG.warn("a line of {} is damaged and left out", file);
        }

        /** Removes it, as what stood in it is safe elsewhere. */
        public void delete() throws IOException {
            Files.deleteIfExists(file);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** The journals in a directory whose process is gone or done with them, the oldest first. */
    public static List<Remains> remains(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*{" + OPEN + "," + LEFT + "}")) {
            entries.forEach(files::add);
        } catch (NoSuchFileException | java.nio.file.NotDirectoryException e) {
            return List.of();
        }
        files.sort(java.util.Comparator.comparing(Journal::started));
        List<Remains> remains = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            // To open and close a file gives up all locks this process has on it, so its own are not even tried.
            if (name.endsWith(OPEN) && name.startsWith(own())) {
                continue;
            }
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                if (held(channel)) {
                    channel.close();
                } else {
                    remains.add(new Remains(file, channel));
                }
            } catch (IOException e) {
                LOG.warn("the journal {} cannot be opened and is left alone: {}", file, e.toString());
            }
        }
        return remains;
    }

    private static boolean held(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException | IOException e) {
            return true;
        }
    }

    private static String started(Path file) {
        String[] words = file.getFileName().toString().split("-");
        return words.length > 2 ? words[2] : "";
    }
}
