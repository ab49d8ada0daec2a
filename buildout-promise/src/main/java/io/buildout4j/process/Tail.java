package io.buildout4j.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The end of what a process printed. At most the asked number of bytes is kept, however much was printed.
 *
 * @param text what was kept, decoded as UTF-8; bytes that are no UTF-8 become U+FFFD
 * @param total how many bytes were printed in all
 * @param cut whether bytes before {@code text} were dropped
 */
public record Tail(String text, long total, boolean cut) {

    /** Nothing was printed, or nobody listened. */
    public static final Tail EMPTY = new Tail("", 0, false);

    /** The kept text without white space around it. */
    public String trimmed() {
        return text.strip();
    }

    /** A ring that takes bytes from one thread and is read by another. */
    static final class Ring {
        private static final int SMALL = 1024;

        private final int capacity;
        private byte[] ring;
        private long total;

        Ring(int capacity) {
            this.capacity = capacity;
            ring = new byte[Math.min(SMALL, capacity)];
        }

        synchronized void add(byte[] bytes, int count) {
            if (ring.length < capacity && total + count > ring.length) {
                // It is still in order, as it never was full.
                ring = Arrays.copyOf(ring, (int) Math.min(capacity, 2 * (total + count)));
            }
            int from = Math.max(0, count - ring.length);
            for (int i = from; i < count; ) {
                int at = (int) ((total + i) % ring.length);
                int length = Math.min(count - i, ring.length - at);
                System.arraycopy(bytes, i, ring, at, length);
                i += length;
            }
            total += count;
        }

        synchronized Tail tail() {
            if (total <= ring.length) {
                return new Tail(new String(ring, 0, (int) total, StandardCharsets.UTF_8), total, false);
            }
            byte[] ordered = new byte[ring.length];
            int start = (int) (total % ring.length);
            System.arraycopy(ring, start, ordered, 0, ring.length - start);
            System.arraycopy(ring, 0, ordered, ring.length - start, start);
            int first = 0;
            // A character may have been cut in two: its remaining bytes say nothing.
            while (first < Math.min(4, ordered.length) && (ordered[first] & 0xC0) == 0x80) {
                first++;
            }
            return new Tail(new String(ordered, first, ordered.length - first, StandardCharsets.UTF_8), total, true);
        }
    }
}
