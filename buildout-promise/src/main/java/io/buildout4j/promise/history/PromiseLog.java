package io.buildout4j.promise.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    /** Ends a last line that a crash left without its end, so that the next entry starts a line of its own. */
    public void completeLastLine() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            long size = channel.size();
            if (size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n') {
                write(new byte[] {'\n'});
            }
        } catch (NoSuchFileException e) {
            // Nothing was written yet.
        }
    }

    /** What is there has to be a file: a pipe would be waited for for ever, and a device might have no end. */
    private void refuseOthers() throws IOException {
        if (!Files.isRegularFile(file) && Files.exists(file)) {
            throw new IOException(file + " is no file");
        }
    }

    private void write(byte[] bytes) throws IOException {
        refuseOthers();
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
        refuseOthers();
        String limit = after.map(LogEntry::date).orElse("");
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

    /** Its size in bytes; 0 if there is none. */
    public long size() throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /**
     * Whether it is too large or too old.
     *
     * @param bytes from this size on it is too large
     * @param oldest local time; a log that starts before that is too old
     */
    public boolean ripe(long bytes, LocalDateTime oldest) throws IOException {
        long size = size();
        return size > 0
                && (size >= bytes
                        || first().map(date -> date.compareTo(LogEntry.date(oldest)) < 0)
                                .orElse(false));
    }

    /**
     * Moves the log, which exists, to {@code NAME.1}, in place of the one there, and goes on with a copy of its end, if at
     * least half of it can be spared. To find that out, what has to stay is read.
     *
     * @param results so many transactions stay at least
     * @param since entries younger than that local time stay
     * @return whether it was done
     */
    public boolean rotate(int results, LocalDateTime since) throws IOException {
        long cut = cut(results, LogEntry.date(since));
        if (cut < size() / 2) {
            return false;
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            long at = cut;
            // Somebody may append meanwhile, so until nothing is left.
            for (long count = 1; count > 0; at += count) {
                count = from.transferTo(at, Long.MAX_VALUE - at, to);
            }
            to.force(true);
        }
        Path kept = file.resolveSibling(file.getFileName() + ".1");
        Files.deleteIfExists(kept);
        Files.createLink(kept, file);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private Optional<String> first() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1))) {
            char[] head = new char[200];
            int count = lines.read(head);
            return count < 0
                    ? Optional.empty()
                    : LogEntry.parse(new String(head, 0, count)).map(LogEntry::date);
        }
    }

    /** Where the part starts that has to stay. */
    private long cut(int results, String since) throws IOException {
        try (BackwardLines lines = new BackwardLines(file)) {
            String mark = "";
            int count = 0;
            long start = 0;
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                Optional<LogEntry> header = LogEntry.parse(line.get());
                if (header.isEmpty()) {
                    continue;
                }
                if (!header.get().transaction().equals(mark)) {
                    if (count >= results && header.get().date().compareTo(since) <= 0) {
                        return start;
                    }
                    count++;
                    mark = header.get().transaction();
                }
                start = lines.start();
            }
        }
        return 0;
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
