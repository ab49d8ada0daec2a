package io.buildout4j.recipes.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads a stream on a thread of its own, some buffers ahead: decompressing goes on while files are written. */
final class ReadAhead extends InputStream {

    private static final int BUFFERS = 16;

    /**
     * What was read at once.
     *
     * @param failure why there is no more, if that is no good reason
     */
    private record Chunk(
            ByteBuffer bytes, boolean last, @Nullable IOException failure) {}

    private final InputStream source;
    private final BlockingQueue<Chunk> filled = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<ByteBuffer> empty = new ArrayBlockingQueue<>(BUFFERS + 2);
    private final Thread reader;
    private Chunk current = new Chunk(ByteBuffer.allocate(0), false, null);

    ReadAhead(InputStream source) {
        this.source = source;
        reader = new Thread(this::fill, "buildout-decompress");
        reader.setDaemon(true);
        reader.start();
    }

    private void fill() {
        try {
            Chunk chunk;
            do {
                ByteBuffer buffer = empty.poll();
                chunk = next(buffer == null ? ByteBuffer.allocate(Format.BUFFER) : buffer.clear());
                filled.put(chunk);
            } while (!chunk.last());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Chunk next(ByteBuffer buffer) {
        try {
            int n = source.readNBytes(buffer.array(), buffer.arrayOffset(), buffer.capacity());
            return new Chunk(buffer.limit(n), n < buffer.capacity(), null);
        } catch (IOException e) {
            return new Chunk(buffer.limit(0), true, e);
        } catch (RuntimeException e) {
            // Decoders meet broken data with more than IOException.
            return new Chunk(buffer.limit(0), true, new IOException("the compressed data is broken", e));
        }
    }

    private boolean advance() throws IOException {
        while (!current.bytes().hasRemaining()) {
            IOException failure = current.failure();
            if (failure != null) {
                throw failure;
            }
            if (current.last()) {
                return false;
            }
            if (current.bytes().capacity() > 0 && !empty.offer(current.bytes())) {
                throw new IllegalStateException("more buffers came back than were given out");
            }
            try {
                current = filled.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("unpacking was cancelled");
            }
        }
        return true;
    }

    @Override
    public int read() throws IOException {
        return advance() ? current.bytes().get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, current.bytes().remaining());
        current.bytes().get(bytes, offset, count);
        return count;
    }

    /** Ends the reading, whatever is left, so that a failed consumer does not leave a thread behind. */
    @Override
    public void close() throws IOException {
        reader.interrupt();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                filled.clear();
                reader.join(20);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        source.close();
    }
}
