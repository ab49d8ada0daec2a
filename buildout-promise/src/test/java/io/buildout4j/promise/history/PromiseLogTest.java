package io.buildout4j.promise.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
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

    private PromiseLog log(String text) throws Exception {
        return new PromiseLog(Files.writeString(directory.resolve("a.log"), text));
    }
}
