package io.buildout4j.engine.download;

import io.buildout4j.download.Downloads.Follower;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a follower read a file behind the one who writes it, so that neither waits for the other: the file is between
 * them. What the follower makes of bytes that turn out to be wrong is told to nobody.
 */
final class Following implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

    private final @Nullable Follower follower;
    private @Nullable Reading reading;

    /** @param follower who reads; null if nobody does */
    Following(@Nullable Follower follower) {
        this.follower = follower;
    }

    /** A file begins to arrive, from its beginning; what was read of another, or of this one before, is void. */
    void begin(Path file) {
        abandon();
        Follower reader = follower;
        if (reader != null) {
            Reading begun = new Reading(file, reader);
            reading = begun;
            begun.thread.start();
        }
    }

    /** The file has so many bytes now. */
    void grown(long bytes) {
        Reading current = reading;
        if (current != null) {
            current.grown(bytes);
        }
    }

    /** The file is whole and verified: waits until the follower has read it all. */
    void finish() throws InterruptedException {
        Reading current = reading;
        if (current != null) {
            current.whole();
            current.thread.join();
        }
    }

    private void abandon() {
        Reading current = reading;
        reading = null;
        if (current != null) {
            current.stop();
        }
    }

    /** Ends the reading, whatever is left. */
    @Override
    public void close() {
        abandon();
    }

    /** One reading of one file from its beginning. */
    private static final class Reading extends InputStream {

        private final Path file;
        private final Thread thread;
        private @Nullable FileChannel channel;
        private long available;
        private long position;
        private boolean whole;
        private boolean stopped;

        Reading(Path file, Follower follower) {
            this.file = file;
            thread = new Thread(() -> follow(follower), "buildout-follow");
            thread.setDaemon(true);
        }

        private void follow(Follower follower) {
            try (FileChannel opened = FileChannel.open(file, StandardOpenOption.READ)) {
                channel = opened;
                follower.follow(this);
            } catch (IOException | RuntimeException | Error e) {
                // Whoever wants the file reads it again, and finds what is wrong with it.
                LOG.debug("what arrives was not read to its end", e);
            }
        }

        synchronized void grown(long bytes) {
            available = bytes;
            notifyAll();
        }

        synchronized void whole() {
            whole = true;
            notifyAll();
        }

        /** Until it has let go of what it made. */
        void stop() {
            synchronized (this) {
                stopped = true;
                notifyAll();
            }
            thread.interrupt();
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        /** How many bytes can be read, of up to so many wanted; waits for one at least; 0 at the end. */
        private synchronized int ready(int wanted) throws IOException {
            try {
                while (!stopped && !whole && position >= available) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the download was abandoned");
            }
            if (stopped) {
                throw new IOException("the download was abandoned, or began anew");
            }
            return (int) Math.min(wanted, available - position);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int ready = ready(length);
            FileChannel source = channel;
            if (ready == 0 || source == null) {
                return -1;
            }
            int n = source.read(ByteBuffer.wrap(bytes, offset, ready), position);
            position += Math.max(0, n);
            return n;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }
}
