package io.buildout4j.recipes.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The turn of one worker at a time, of all threads and processes of a machine, to be closed when its work is done. The
 * operating system ends the turn of a process that dies.
 */
public final class Turn implements AutoCloseable {

    private static final long POLL_MILLIS = 50;

    private final FileChannel channel;

    private Turn(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the turn.
     *
     * @param file what the workers agree on; made if missing, its directory must exist, and it stays
     * @throws InterruptedException if this thread was interrupted while it waited
     */
    public static Turn await(Path file) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            while (attempt(channel) == null) {
                Thread.sleep(POLL_MILLIS);
            }
            return new Turn(channel);
        } catch (IOException | InterruptedException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it: its turn ends as a process's does.
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
