package io.buildout4j.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Reads a pipe to its end on a thread of its own, so that a process never waits for a reader. */
final class Drain {
    private static final long LEFTOVER_MILLIS = 200;

    private final Tail.Ring ring;
    private final Thread thread;

    Drain(InputStream stream, int tail, @Nullable OutputStream copy) {
        ring = new Tail.Ring(tail);
        thread = new Thread(() -> read(stream, copy), "process-output");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(InputStream stream, @Nullable OutputStream copy) {
        OutputStream sink = copy;
        byte[] buffer = new byte[16 * 1024];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                ring.add(buffer, count);
                if (sink != null) {
                    sink = write(sink, buffer, count);
                }
            }
        } catch (IOException e) {
            // The pipe broke because its process was killed: what was read until then stands.
        }
    }

    /** A sink that fails once is not written again; the process is not to suffer for it. */
    private static @Nullable OutputStream write(OutputStream sink, byte[] buffer, int count) {
        try {
            sink.write(buffer, 0, count);
            sink.flush();
            return sink;
        } catch (IOException e) {
            return null;
        }
    }

    /** Waits for the end of the pipe; somebody in the background may hold it open for ever, so then only a moment. */
    void finish(boolean background) throws InterruptedException {
        thread.join(background ? LEFTOVER_MILLIS : 10 * LEFTOVER_MILLIS);
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
