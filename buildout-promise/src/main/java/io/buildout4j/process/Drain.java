package io.buildout4j.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes what comes out of a pipe: piece by piece on the thread of who asks, or to the end on a thread of its own where
 * nobody can ask all the time.
 */
final class Drain {
    private static final int LARGEST = 64 * 1024;
    private static final int SMALL = 1024;
    private static final long LEFTOVER_MILLIS = 200;

    private final InputStream stream;
    private final Tail.Ring ring;
    private @Nullable OutputStream sink;
    private byte[] buffer = new byte[SMALL];

    private @Nullable Thread thread;

    /**
     * A drain of a process's stream.
     *
     * @param tail so many bytes are kept, the last ones
     * @param sink gets all bytes
     */
    Drain(InputStream stream, int tail, @Nullable OutputStream sink) {
        this.stream = stream;
        this.sink = sink;
        ring = new Tail.Ring(tail);
    }

    /** Takes what is there, without waiting; tells whether there was anything. */
    boolean take() {
        try {
            int there = Math.min(stream.available(), LARGEST);
            if (there <= 0) {
                return false;
            }
            if (buffer.length < there) {
                buffer = new byte[LARGEST];
            }
            int count = stream.read(buffer, 0, there);
            add(count);
            return count > 0;
        } catch (IOException e) {
            // The pipe broke because its process was killed: what was read until then stands.
            return false;
        }
    }

    /** From now on a thread of its own takes all there is. */
    void follow() {
        buffer = new byte[LARGEST];
        thread = new Thread(this::read, "process-output");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                add(count);
            }
        } catch (IOException e) {
            // The same.
        }
    }

    private void add(int count) {
        ring.add(buffer, Math.max(0, count));
        OutputStream to = sink;
        if (to != null && count > 0) {
            try {
                to.write(buffer, 0, count);
                to.flush();
            } catch (IOException e) {
                // Who fails once is not written to again; the process is not to suffer for it.
                sink = null;
            }
        }
    }

    /** Takes what is left; somebody in the background may hold the pipe open for ever, so only for a moment. */
    void finish(boolean background) throws InterruptedException {
        if (thread != null) {
            thread.join(background ? LEFTOVER_MILLIS : 10 * LEFTOVER_MILLIS);
            return;
        }
        while (take()) {
            // Until nothing is left.
        }
        try {
            stream.close();
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }

    Tail tail() {
        return ring.tail();
    }

    /** Writes a process's input and closes it; on a thread of its own where it may not fit into the pipe. */
    static void feed(OutputStream stream, byte[] input) {
        if (input.length <= 4096) {
            write(stream, input);
            return;
        }
        Thread thread = new Thread(() -> write(stream, input), "process-input");
        thread.setDaemon(true);
        thread.start();
    }

    private static void write(OutputStream stream, byte[] input) {
        try (stream) {
            stream.write(input);
        } catch (IOException e) {
            // It ended without reading all of its input, which is its own affair.
        }
    }
}
