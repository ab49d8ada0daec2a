package io.buildout4j.promise.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromiseLogTest {
    @TempDir
    Path directory;

    @Test
    void theNewestTransactionsComeFirstWithTheirEntriesInOrder() throws Exception {
        PromiseLog log = log("""
                lost line before any entry
                2026-01-01 10:00:00 - INFO - 1-100 - old
                2026-01-01 10:02:00 - INFO - 2-100 - starts

                2026-01-01 10:02:01 - ERROR - 2-100 - fails
                Traceback
                  inner
                2026-01-01 10:04:00 - INFO - 3-100 - fine
                """);

        List<Transaction> newest = log.newest(2, Optional.empty());

        assertThat(newest).extracting(Transaction::text).containsExactly("fine", "starts\nfails\nTraceback\n  inner");
        assertThat(newest).extracting(Transaction::failed).containsExactly(false, true);
    }

    @Test
    void entriesAsOldAsTheLimitAreNotSeen() throws Exception {
        PromiseLog log = log("""
                2026-01-01 10:00:00 - ERROR - 1-100 - one
                2026-01-01 10:02:00 - ERROR - 2-100 - two
                """);

        assertThat(log.newest(9, Optional.of(LocalDateTime.parse("2026-01-01T10:00:00"))))
                .extracting(Transaction::text)
                .containsExactly("two");
        assertThat(log.newest(9, Optional.of(LocalDateTime.parse("2026-01-01T10:02:00"))))
                .isEmpty();
    }

    @Test
    void aMissingLogHasNoTransactions() throws Exception {
        assertThat(new PromiseLog(directory.resolve("none.log")).newest(1, Optional.empty()))
                .isEmpty();
    }

    @Test
    void megabytesOnOneLineAreReadOnce() throws Exception {
        PromiseLog log = new PromiseLog(directory.resolve("big.log"));
        log.append(List.of(LogEntry.of(LogEntry.date(LocalDateTime.now()), "INFO", "1-100", "x".repeat(5_000_000))));

        // Read a line at a time from the end, as the original does, this takes minutes.
        List<Transaction> newest = assertTimeout(Duration.ofSeconds(30), () -> log.newest(3, Optional.empty()));

        assertThat(newest.get(0).text()).hasSize(5_000_000);
    }

    @Test
    void aTextThatLooksLikeEntriesForgesNone() throws Exception {
        PromiseLog log = new PromiseLog(directory.resolve("forged.log"));
        log.append(List.of(LogEntry.of(
                "2026-01-01 10:00:00", "INFO", "1-100", "see:\n2026-01-01 10:00:00 - ERROR - 9-999 - forged")));

        assertThat(log.newest(9, Optional.empty())).hasSize(1).noneMatch(Transaction::failed);
    }

    @Test
    void ofAYearOnlyTheEndIsRead() throws Exception {
        Path counter = Path.of("/proc/thread-self/io");
        assumeTrue(Files.isReadable(counter), "nothing tells how much this thread has read");
        PromiseLog log = year();
        long before = bytesRead(counter);

        List<Transaction> newest = log.newest(3, Optional.empty());
        long read = bytesRead(counter) - before;
        log.newest(1000, Optional.of(LocalDateTime.parse("2026-12-31T23:00:00")));
        long hour = bytesRead(counter) - before - read;

        assertThat(newest).extracting(Transaction::text).containsExactly("fine 262799", "fine 262798", "fine 262797");
        assertThat(Files.size(log.file())).isGreaterThan(12_000_000);
        assertThat(read).isLessThan(100_000);
        assertThat(hour).isLessThan(100_000);
    }

    /** A run every two minutes. */
    private PromiseLog year() throws Exception {
        StringBuilder lines = new StringBuilder();
        LocalDateTime start = LocalDateTime.parse("2026-01-01T00:00:00");
        for (int i = 0; i < 262_800; i++) {
            lines.append(start.plusMinutes(2L * i).toString().replace('T', ' '))
                    .append(":00 - INFO - ")
                    .append(1_767_225_600L + 120L * i)
                    .append("-100 - fine ")
                    .append(i)
                    .append('\n');
        }
        return log(lines.toString());
    }

    private static long bytesRead(Path counter) throws Exception {
        String first = Files.readAllLines(counter).get(0);
        return Long.parseLong(first.substring("rchar: ".length()));
    }

    @Test
    void aLogThatIsPutAsideWhileItIsReadLosesNothingOfAWindow() throws Exception {
        PromiseLog log = log("");
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            append(log, 0);
            append(log, 1);
            append(log, 2);
            Future<Integer> rotations = writer.submit(() -> {
                int count = 0;
                for (int i = 3; i < 400; i++) {
                    append(log, i);
                    LocalDateTime never = LocalDateTime.parse("2000-01-01T00:00:00");
                    boolean ripe = log.ripe(500, never);
                    count += ripe && log.rotate(3, LocalDateTime.parse("2100-01-01T00:00:00")) ? 1 : 0;
                }
                return count;
            });
            do {
                List<Integer> seen = log.newest(3, Optional.empty()).stream()
                        .map(run -> Integer.parseInt(run.text().strip()))
                        .toList();
                assertThat(seen).isEqualTo(List.of(seen.get(0), seen.get(0) - 1, seen.get(0) - 2));
            } while (!rotations.isDone());
            assertThat(rotations.get()).isGreaterThan(10);
        } finally {
            writer.shutdownNow();
        }
    }

    private static void append(PromiseLog log, int number) throws Exception {
        String text = Integer.toString(number);
        log.append(List.of(LogEntry.of("2026-01-01 10:00:00", "INFO", (1000 + number) + "-100", text)));
    }

    private PromiseLog log(String text) throws Exception {
        return new PromiseLog(Files.writeString(directory.resolve("a.log"), text));
    }
}
