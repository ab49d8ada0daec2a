package io.buildout4j.promise.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The log file of one promise. Several processes may append; each transaction is one write. */
public final class PromiseLog {
    private final Path file;

    /** The log in that file, which need not exist. */
    public PromiseLog(Path file) {
        this.file = file;
    }

    /** Where it stands. */
    public Path file() {
        return file;
    }

    /** Adds entries at the end; makes the file and its directory if needed. */
    public void append(List<LogEntry> entries) throws IOException {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry.lines()));
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        try {
            write(bytes);
        } catch (NoSuchFileException e) {
            Files.createDirectories(file.getParent());
            write(bytes);
        }
    }

    private void write(byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    /**
     * The newest transactions, the newest first.
     *
     * @param count at most so many
     * @param after entries of that local time or older are not seen, nor is what stands before them
     */
    public List<Transaction> newest(int count, Optional<LocalDateTime> after) throws IOException {
        if (count <= 0) {
            return List.of();
        }
        String limit = after.map(LogEntry.DATE::format).orElse("");
        List<Transaction> transactions = new ArrayList<>();
        List<LogEntry> entries = new ArrayList<>();
        Lines following = new Lines();
        try (BackwardLines lines = new BackwardLines(file)) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                Optional<LogEntry> header = LogEntry.parse(line.get());
                if (header.isEmpty()) {
                    following.add(line.get());
                    continue;
                }
                LogEntry entry = header.get();
                if (!limit.isEmpty() && entry.date().compareTo(limit) <= 0) {
                    break;
                }
                if (!entries.isEmpty() && !entries.get(0).transaction().equals(entry.transaction())) {
                    transactions.add(transaction(entries));
                    entries = new ArrayList<>();
                    if (transactions.size() == count) {
                        return transactions;
                    }
                }
                entries.add(entry.continued(following.take()));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        if (!entries.isEmpty()) {
            transactions.add(transaction(entries));
        }
        return transactions;
    }

    private static Transaction transaction(List<LogEntry> backward) {
        Collections.reverse(backward);
        return new Transaction(backward);
    }

    /** Lines met on the way back to the entry they belong to. */
    private static final class Lines {
        private final List<String> lines = new ArrayList<>();

        void add(String line) {
            lines.add(line);
        }

        String take() {
            if (lines.isEmpty()) {
                return "";
            }
            StringBuilder text = new StringBuilder();
            for (int i = lines.size() - 1; i >= 0; i--) {
                text.append('\n').append(lines.get(i));
            }
            lines.clear();
            return text.toString();
        }
    }
}
