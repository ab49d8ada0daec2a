package io.buildout4j.promise.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PromiseLogProperties {
    private static final LocalDateTime DATE = LocalDateTime.parse("2026-01-01T10:00:00");

    @Property(tries = 200, seed = "1")
    void whatIsAppendedIsReadAgain(@ForAll @Size(max = 6) List<String> texts) throws IOException {
        Path file = Files.createTempFile("promise", ".log");
        try {
            PromiseLog log = new PromiseLog(file);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                LogEntry entry = LogEntry.of(LogEntry.date(DATE), "INFO", i + "-100", encodable(texts.get(i)));
                log.append(List.of(entry));
                expected.add(0, entry.text());
            }
            assertThat(log.newest(10, Optional.empty()))
                    .extracting(Transaction::text)
                    .containsExactlyElementsOf(expected);
        } finally {
            Files.delete(file);
        }
    }

    /** The rule in its published words, written down the long way. */
    @Property(tries = 300, seed = "1")
    void theRuleIsThePublishedOne(
            @ForAll @Size(max = 8) List<Boolean> failed,
            @ForAll @IntRange(min = 0, max = 9) int results,
            @ForAll @IntRange(min = 0, max = 9) int failures) {
        List<Transaction> newest = new ArrayList<>();
        for (int i = 0; i < Math.min(results, failed.size()); i++) {
            newest.add(new Transaction(
                    List.of(LogEntry.of(LogEntry.date(DATE), failed.get(i) ? "ERROR" : "INFO", i + "-100", "t" + i))));
        }
        long count = newest.stream().filter(Transaction::failed).count();
        boolean expected = !newest.isEmpty() && newest.get(0).failed() && failures > 0 && count >= failures;

        assertThat(Judgement.of(newest, failures).failed()).isEqualTo(expected);
    }

    private static String encodable(String text) {
        return text.replaceAll("[\\ud800-\\udfff]", "?");
    }
}
