package io.buildout4j.promise;

import io.buildout4j.promise.history.LogEntry;
import io.buildout4j.promise.history.Transaction;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps everything in memory, of each history the last runs: as many as anybody asked for, and at least some. */
final class MemoryLedger implements Ledger {
    private static final int MOST = 1000;

    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    private static final class Page {
        volatile @Nullable PromiseResult last;
        private final Deque<Transaction> runs = new ArrayDeque<>(1);
        private int kept = RunContext.LEAST.results();

        synchronized void record(PromiseResult result, List<LogEntry> entries) {
            if (result.verdict().type() != Verdict.Type.EMPTY) {
                last = result;
            }
            if (!entries.isEmpty()) {
                runs.addFirst(new Transaction(entries));
                if (runs.size() > kept) {
                    runs.removeLast();
                }
            }
        }

        synchronized void keep(int count) {
            kept = Math.min(MOST, Math.max(kept, count));
        }

        synchronized void append(List<LogEntry> more) {
            List<LogEntry> entries = new ArrayList<>();
            if (!runs.isEmpty()) {
                entries.addAll(runs.removeFirst().entries());
            }
            entries.addAll(more);
            runs.addFirst(new Transaction(entries));
        }

        synchronized List<Transaction> newest(int count, String after) {
            List<Transaction> newest = new ArrayList<>();
            for (Transaction run : runs) {
                List<LogEntry> seen = run.entries().stream()
                        .filter(entry -> entry.date().compareTo(after) > 0)
                        .toList();
                if (newest.size() >= count || seen.isEmpty()) {
                    break;
                }
                newest.add(new Transaction(seen));
            }
            return newest;
        }
    }

    private Page page(String title) {
        Page page = pages.get(title);
        return page != null ? page : pages.computeIfAbsent(title, name -> new Page());
    }

    @Override
    public Optional<PromiseResult> find(String title) {
        Page page = pages.get(title);
        return page == null ? Optional.empty() : Optional.ofNullable(page.last);
    }

    @Override
    public Map<String, PromiseResult> all() {
        Map<String, PromiseResult> all = new HashMap<>();
        pages.forEach((title, page) -> {
            PromiseResult last = page.last;
            if (last != null) {
                all.put(title, last);
            }
        });
        return all;
    }

    @Override
    public List<Transaction> newest(String title, int count, Optional<LocalDateTime> after) {
        return page(title).newest(count, after.map(LogEntry::date).orElse(""));
    }

    @Override
    public void record(PromiseResult result, List<LogEntry> entries) {
        page(result.title()).record(result, entries);
    }

    @Override
    public void asked(String title, Threshold window) {
        if (!RunContext.LEAST.covers(window)) {
            page(title).keep(window.within().isZero() ? window.results() : MOST);
        }
    }

    @Override
    public void append(String title, List<LogEntry> entries) {
        page(title).append(entries);
    }

    @Override
    public Map<String, String> keep() {
        return Map.of();
    }

    @Override
    public void keepSoon() {}

    @Override
    public void close() {}
}
