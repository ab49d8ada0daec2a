package io.buildout4j.engine.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a buildout's directory: one run of one process at a time. The operating system takes the lock back
 * when its holder dies, so that a lock is never stale. The file stays behind, empty: to remove it would let two later
 * runs hold two files of one name.
 */
public final class DirectoryLock implements AutoCloseable {

    // Beyond any text, because where locks are mandatory a locked range cannot be read.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
    private static final Duration POLL = Duration.ofMillis(20);

    private final String name;
    private final FileChannel channel;

    private DirectoryLock(String name, FileChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    /** Somebody else holds the lock. */
    public static final class Held extends Exception {
        private static final long serialVersionUID = 1L;

        Held(String holder) {
            super(holder);
        }

        /** Who holds it, such as {@code process 4711, started 2026-11-22T17:00:00Z}. */
        public String holder() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Takes the lock.
     *
     * @param file the lock file; its directory must exist
     * @param patience how long to wait for another holder to finish
     * @throws Held if it is still held after that time
     */
    public static DirectoryLock acquire(Path file, Duration patience) throws IOException, InterruptedException, Held {
        long start = System.nanoTime();
        while (true) {
            Held held;
            try {
                return attempt(file);
            } catch (Held e) {
                held = e;
            }
            if (System.nanoTime() - start >= patience.toNanos()) {
                throw held;
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private static DirectoryLock attempt(Path file) throws IOException, Held {
        // POSIX gives up a process's lock when that process closes any channel to the file, so that a second run in
        // this
        // JVM must not even open it. Class loaders share nothing but the system properties.
        String name =
                "io.buildout4j.lock:" + Disk.directoryOf(file).toRealPath().toUri();
        Object holder = System.getProperties().putIfAbsent(name, self());
        if (holder != null) {
            throw new Held("this process, " + holder);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            FileLock lock = tryLock(channel);
            if (lock != null) {
                DirectoryLock mine = new DirectoryLock(name, channel);
                mine.tell(self());
                channel = null;
                return mine;
            }
            throw new Held(read(channel));
        } finally {
            if (channel != null) {
                System.getProperties().remove(name);
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String self() {
        ProcessHandle self = ProcessHandle.current();
        return "process " + self.pid()
                + self.info().startInstant().map(start -> ", started " + start).orElse("");
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(200);
        channel.read(text, 0);
        String holder = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
        return holder.isEmpty() ? "another process" : holder;
    }

    private void tell(String holder) throws IOException {
        channel.truncate(0);
        if (!holder.isEmpty()) {
            channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        }
    }

    /** Whether a lock file is there: whether it is held can only be told by taking it. */
    public static boolean mayBeHeld(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && sizeOf(file).orElse(1L) > 0;
    }

    private static Optional<Long> sizeOf(Path file) {
        try {
            return Optional.of(Files.size(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Disk.uninterrupted(() -> {
                if (channel.isOpen()) {
                    tell("");
                }
            });
        } finally {
            // Closing gives up the lock, which must not outlive the run whatever the disk says.
            try {
                channel.close();
            } finally {
                System.getProperties().remove(name);
            }
        }
    }
}
