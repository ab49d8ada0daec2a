package io.buildout4j.promise;

import io.buildout4j.promise.history.LogEntry;
import io.buildout4j.promise.history.PromiseLog;
import io.buildout4j.promise.history.Transaction;
import io.buildout4j.promise.store.JournalChain;
import io.buildout4j.promise.store.Memo;
import io.buildout4j.promise.store.ResultFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in memory the last results and what the log files do not have yet, and in a journal the same, which one sync
 * makes safe for a whole sweep. The result and log file of a promise, for those who read files, are written when its
 * verdict changed and else once a minute. What a crash left in the journal is found by the next process.
 */
final class LastingLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(PromiseRunner.class);
    /** For that long the files of a promise may lag behind if nothing but the date changed. */
    private static final Duration LAG = Duration.ofMinutes(1);
    /** The files of so many promises are written before a sweep returns; if more changed they follow in the background. */
    private static final int AT_ONCE = 128;

    /** More than this of a promise is not kept in memory but added to its log file. */
    private static final int MOST_PENDING = 100;

    private static final int MOST_CHARACTERS = 1 << 16;
    private static final long PAUSE_MILLIS = 1000;

    private final ResultFiles results;
    private final LogFiles logs;
    private final JournalChain journal;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final Set<Page> changed = ConcurrentHashMap.newKeySet();
    private volatile boolean recovered;
    private @Nullable Thread background;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** What is known of one promise. */
    private static final class Page {
        final String title;
        volatile @Nullable PromiseResult last;
        List<LogEntry> pending = List.of();
        int characters;

        @Nullable
        PromiseResult filed;

        Page(String title) {
            this.title = title;
        }

        synchronized Memo memo() {
            return new Memo(title, true, Optional.ofNullable(last), List.copyOf(pending));
        }

        boolean full() {
            return pending.size() >= MOST_PENDING || characters > MOST_CHARACTERS;
        }

        /** Whether the result file is behind by more than may be. */
        boolean stale() {
            PromiseResult known = last;
            PromiseResult old = filed;
            return known != null
                    && (old == null
                            || !old.verdict().equals(known.verdict())
                            || Duration.between(old.date(), known.date()).abs().compareTo(LAG) >= 0);
        }

        void add(List<LogEntry> entries) {
            if (entries.isEmpty()) {
                return;
            }
            if (pending.isEmpty()) {
                pending = entries;
            } else {
                if (!(pending instanceof ArrayList)) {
                    pending = new ArrayList<>(pending);
                }
                pending.addAll(entries);
            }
            entries.forEach(entry -> characters += entry.text().length() + 40);
        }
    }

    /** A ledger whose journal stands in a directory. */
    LastingLedger(Path directory, ResultFiles results, LogFiles logs) {
        this.results = results;
        this.logs = logs;
        journal = new JournalChain(directory, this::tell);
    }

    private void tell(JournalChain.Sink memos) throws IOException {
        for (Page page : pages.values()) {
            synchronized (page) {
                memos.take(page.memo());
            }
        }
    }

    private Page page(String title) {
        recover();
        Page page = pages.get(title);
        return page != null ? page : pages.computeIfAbsent(title, Page::new);
    }

    @Override
    public Optional<PromiseResult> find(String title) {
        recover();
        Page page = pages.get(title);
        return page == null ? Optional.empty() : Optional.ofNullable(page.last);
    }

    @Override
    public Map<String, PromiseResult> all() {
        recover();
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
    public List<Transaction> newest(String title, int count, Optional<LocalDateTime> after) throws IOException {
        recover();
        Page page = pages.get(title);
        if (page == null) {
            return logs.of(title).newest(count, after);
        }
        synchronized (page) {
            List<Transaction> newest = Transaction.newest(
                    page.pending, count, after.map(LogEntry::date).orElse(""));
            int seen = newest.stream().mapToInt(one -> one.entries().size()).sum();
            if (newest.size() >= count || seen < page.pending.size()) {
                return newest;
            }
            return Stream.concat(newest.stream(), logs.of(title).newest(count - newest.size(), after).stream())
                    .toList();
        }
    }

    @Override
    public void record(PromiseResult result, List<LogEntry> entries) {
        Page page = page(result.title());
        synchronized (page) {
            if (result.verdict().type() != Verdict.Type.EMPTY) {
                page.last = result;
            }
            page.add(entries);
            if (page.full() || page.stale()) {
                changed.add(page);
            }
            // What stands in the journal of a promise stands in the order it came.
            journal.add(new Memo(result.title(), false, Optional.of(result), entries));
        }
    }

    @Override
    public void asked(String title, Threshold window) {
        logs.asked(title, window);
    }

    @Override
    public void append(String title, List<LogEntry> entries) {
        Page page = page(title);
        synchronized (page) {
            page.add(entries);
            journal.add(new Memo(title, false, Optional.empty(), entries));
        }
        file(page, false).ifPresent(cause -> LOG.warn("the log of promise {} could not be written: {}", title, cause));
    }

    @Override
    public Map<String, String> keep() {
        if (pages.isEmpty()) {
            return Map.of();
        }
        // An interrupt meant for somebody else would close the files under the writer's hands.
        boolean interrupted = Thread.interrupted();
        Map<String, String> problems = new HashMap<>();
        journal.sync().ifPresent(cause -> problems.put("", cause));
        List<Page> first = changed.size() > AT_ONCE ? List.of() : List.copyOf(changed);
        first.forEach(page -> file(page, false).ifPresent(cause -> problems.put(page.title, cause)));
        if (!changed.isEmpty()) {
            later();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return problems;
    }

    @Override
    public void keepSoon() {
        journal.flush();
        later();
    }

    private synchronized void later() {
        if (background == null && stop.getCount() > 0) {
            Thread thread = new Thread(this::work, "promise-files");
            thread.setDaemon(true);
            background = thread;
            thread.start();
        }
    }

    private void work() {
        try {
            do {
                journal.sync();
                List.copyOf(changed).forEach(page -> file(page, false));
                stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            } while (!resting());
        } catch (InterruptedException e) {
            LOG.debug("the ledger was told to stop");
        }
    }

    private synchronized boolean resting() {
        boolean rest = stop.getCount() == 0 || (changed.isEmpty() && !journal.dirty());
        if (rest) {
            background = null;
        }
        return rest;
    }

    /**
     * Brings the files of a promise up to date; tells what went wrong.
     *
     * @param exactly whether the result file is written if but the date changed
     */
    private Optional<String> file(Page page, boolean exactly) {
        synchronized (page) {
            changed.remove(page);
            try {
                if (!page.pending.isEmpty()) {
                    logs.of(page.title).append(page.pending);
                    page.pending = List.of();
                    page.characters = 0;
                    logs.rotate(page.title);
                }
                PromiseResult last = page.last;
                if (last != null && (exactly || page.stale())) {
                    results.save(last, false);
                    page.filed = last;
                }
            } catch (IOException e) {
                return Optional.of(e.toString());
            }
            journal.add(page.memo());
        }
        return Optional.empty();
    }

    /** Takes over, once, what processes that are gone left in their journals. */
    private void recover() {
        if (recovered) {
            return;
        }
        synchronized (journal) {
            if (recovered) {
                return;
            }
            Map<String, Page> found = new HashMap<>();
            journal.recover(memo -> take(found.computeIfAbsent(memo.title(), Page::new), memo));
            found.values().forEach(this::reconcile);
            pages.putAll(found);
            found.values().stream().filter(page -> !page.pending.isEmpty()).forEach(changed::add);
            recovered = true;
        }
    }

    private static void take(Page page, Memo memo) {
        memo.result()
                .filter(result -> result.verdict().type() != Verdict.Type.EMPTY)
                .ifPresent(result -> page.last = result);
        if (memo.whole()) {
            page.pending = List.of();
            page.characters = 0;
        }
        // A line may repeat what the picture of the whole before it has already.
        int start = page.pending.size() - memo.entries().size();
        boolean repeated =
                start >= 0 && page.pending.subList(start, page.pending.size()).equals(memo.entries());
        if (!repeated) {
            page.add(memo.entries());
        }
    }

    /** The files may be ahead of the journal: of what was written just before the end, or by somebody else since. */
    private void reconcile(Page page) {
        PromiseResult last = page.last;
        if (last == null || results.changedSince(page.title, last.date().plusSeconds(1))) {
            results.find(page.title)
                    .filter(filed -> last == null || filed.date().isAfter(last.date()))
                    .ifPresent(filed -> page.last = filed);
        }
        if (page.pending.isEmpty()) {
            return;
        }
        PromiseLog log = logs.of(page.title);
        try {
            log.completeLastLine();
            // Whole entries: within a second the mark of one run may come again.
            Set<LogEntry> filed = log.newest(page.pending.size() + 1, Optional.empty()).stream()
                    .flatMap(run -> run.entries().stream())
                    .collect(Collectors.toSet());
            int start = page.pending.size();
            while (start > 0 && !filed.contains(page.pending.get(start - 1))) {
                start--;
            }
            page.pending = new ArrayList<>(page.pending.subList(start, page.pending.size()));
        } catch (IOException e) {
            LOG.warn("the log {} could not be read: {}", log.file(), e.toString());
        }
    }

    @Override
    public void close() {
        Thread thread;
        synchronized (this) {
            stop.countDown();
            thread = background;
        }
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pages.values().stream()
                .filter(LastingLedger::lagging)
                .forEach(page -> file(page, true)
                        .ifPresent(cause ->
                                LOG.warn("the files of promise {} could not be written: {}", page.title, cause)));
        keep();
        try {
            journal.close();
        } catch (IOException e) {
            LOG.warn("the journal of promises could not be closed: {}", e.toString());
        }
    }

    private static boolean lagging(Page page) {
        synchronized (page) {
            PromiseResult last = page.last;
            return !page.pending.isEmpty() || (last != null && !last.equals(page.filed));
        }
    }
}
