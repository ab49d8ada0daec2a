package io.buildout4j.promise.history;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The lines of a file from its last to its first, empty ones left out; each byte is read once, however long a line. */
final class BackwardLines implements Closeable {
    private static final int BLOCK = 64 * 1024;

    private final FileChannel channel;
    /** The parts of the line under way that stood in blocks nearer to the end of the file. */
    private final Deque<byte[]> later = new ArrayDeque<>();

    private byte[] block = {};
    private int end;
    private long offset;
    private long start;

    BackwardLines(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        offset = channel.size();
    }

    Optional<String> next() throws IOException {
        while (true) {
            int feed = end - 1;
            while (feed >= 0 && block[feed] != '\n') {
                feed--;
            }
            if (feed < 0 && offset > 0) {
                keep(0);
                load();
                continue;
            }
            keep(feed + 1);
            start = offset + feed + 1;
            end = Math.max(feed, 0);
            if (!later.isEmpty()) {
                return Optional.of(line());
            }
            if (feed < 0) {
                return Optional.empty();
            }
        }
    }

    /** Where in the file the line given last starts. */
    long start() {
        return start;
    }

    private void keep(int start) {
        if (start < end) {
            later.addFirst(java.util.Arrays.copyOfRange(block, start, end));
        }
    }

    private String line() {
        if (later.size() == 1) {
            return new String(later.removeFirst(), StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        later.forEach(part -> bytes.write(part, 0, part.length));
        later.clear();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void load() throws IOException {
        int size = (int) Math.min(BLOCK, offset);
        offset -= size;
        ByteBuffer buffer = ByteBuffer.allocate(size);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
            // A file cut meanwhile gives less: what is missing is read as zeroes, which belong to no entry.
        }
        block = buffer.array();
        end = size;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
