package io.buildout4j.promise.history;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The entries one run of a promise left, in the order they were written.
 *
 * @param entries at least one
 */
public record Transaction(List<LogEntry> entries) {

    /**
     * The newest transactions among entries, the newest first.
     *
     * @param entries in the order they were written
     * @param count at most so many
     * @param after entries of that date or before are not seen, nor is what stands before them
     */
    public static List<Transaction> newest(List<LogEntry> entries, int count, String after) {
        List<Transaction> newest = new ArrayList<>();
        int end = entries.size();
        while (newest.size() < count && end > 0) {
            int start = end;
            String mark = entries.get(end - 1).transaction();
            while (start > 0
                    && entries.get(start - 1).transaction().equals(mark)
                    && entries.get(start - 1).date().compareTo(after) > 0) {
                start--;
            }
            if (start < end) {
                newest.add(new Transaction(List.copyOf(entries.subList(start, end))));
            }
            boolean old = start > 0 && entries.get(start - 1).date().compareTo(after) <= 0;
            if (old) {
                break;
            }
            end = start;
        }
        return newest;
    }

    /** Whether one of the entries is an ERROR or worse. */
    public boolean failed() {
        for (LogEntry entry : entries) {
            if (entry.level().equals("ERROR") || entry.level().equals("CRITICAL")) {
                return true;
            }
        }
        return false;
    }

    /** What was said in all. */
    public String text() {
        return entries.size() == 1
                ? entries.get(0).text()
                : Texts.strip(entries.stream().map(LogEntry::text).collect(Collectors.joining("\n")));
    }
}
