package io.buildout4j.promise.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/** Reads small files, and writes them so that a reader sees the old or the new one, never a half. */
public final class StateFiles {
    private static final AtomicLong NUMBER = new AtomicLong();

    private StateFiles() {}

    /**
     * The text of a file.
     *
     * @throws IOException also if it is a pipe, a device or anything else that might have no end
     */
    public static String read(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new IOException(file + " is no file");
        }
        return Files.readString(file);
    }

    /**
     * Replaces a file.
     *
     * @param durable whether it shall be on the disk when this returns
     */
    public static void write(Path file, String text, boolean durable) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // Two processes may write the same file at once, so each has a temporary file of its own.
        Path temporary = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet() + ".tmp");
        try {
            try {
                fill(temporary, bytes, durable);
            } catch (NoSuchFileException e) {
                Files.createDirectories(file.getParent());
                fill(temporary, bytes, durable);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    private static void fill(Path file, byte[] bytes, boolean durable) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (durable) {
                channel.force(true);
            }
        }
    }
}
