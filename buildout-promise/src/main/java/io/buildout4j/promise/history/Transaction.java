package io.buildout4j.promise.history;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The entries one run of a promise left, in the order they were written.
 *
 * @param entries at least one
 */
public record Transaction(List<LogEntry> entries) {

    /** Whether one of the entries is an ERROR or worse. */
    public boolean failed() {
        return entries.stream()
                .anyMatch(
                        entry -> entry.level().equals("ERROR") || entry.level().equals("CRITICAL"));
    }

    /** What was said in all. */
    public String text() {
        return entries.size() == 1
                ? entries.get(0).text()
                : Texts.strip(entries.stream().map(LogEntry::text).collect(Collectors.joining("\n")));
    }
}
