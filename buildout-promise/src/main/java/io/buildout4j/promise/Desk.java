package io.buildout4j.promise;

import io.buildout4j.promise.history.LogEntry;
import io.buildout4j.promise.plugin.PythonHost;
import io.buildout4j.promise.store.CacheFiles;
import io.buildout4j.promise.store.ResultFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the runs of promises get what they need and hand in what they found. What promises from files leave is written
 * to their own files at once, for the other programs that work on them; what a host's promises leave goes to the ledger.
 */
final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(PromiseRunner.class);

    private final RunContext.Setting setting;
    private final LogFiles logs;
    private final ResultFiles results;
    private final CacheFiles caches;
    private final Ledger ledger;
    private final Supplier<PythonHost> python;
    private final Marks marks = new Marks();
    private final RunContext.Past filed;
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

    Desk(
            RunContext.Setting setting,
            LogFiles logs,
            ResultFiles results,
            CacheFiles caches,
            Ledger ledger,
            Supplier<PythonHost> python) {
        this.setting = setting;
        this.logs = logs;
        this.results = results;
        this.caches = caches;
        this.ledger = ledger;
        this.python = python;
        filed = (title, count, after) -> logs.of(title).newest(count, after);
    }

    Instant instant() {
        return setting.clock().instant();
    }

    /** The time as it stands in a log. */
    String logTime() {
        return setting.logClock().text();
    }

    Duration timeLimit() {
        return setting.timeLimit();
    }

    /** The limit in seconds as a person writes it: 20, 0.5. */
    String limitText() {
        return BigDecimal.valueOf(timeLimit().toMillis(), 3)
                .stripTrailingZeros()
                .toPlainString();
    }

    PythonHost python() {
        return python.get();
    }

    Ledger ledger() {
        return ledger;
    }

    List<HistoryEntry> history(String title, int runs) throws IOException {
        return ledger.newest(title, runs, Optional.empty()).stream()
                .flatMap(RunContext::entry)
                .toList();
    }

    /** A mark for a new run, or for all runs of a sweep. */
    String mark() {
        return marks.next(Math.floorDiv(setting.clock().millis(), 1000L));
    }

    RunContext context(Job job, Parameters parameters, String mark) {
        return new RunContext(job.title(), setting, parameters, job.ofHost() ? ledger : filed, mark);
    }

    /** Notes when the promise is due again, if it comes from a file. */
    void remember(Job job, boolean tested, boolean watched, Duration period, boolean runs) throws IOException {
        if (job.file().isEmpty()) {
            return;
        }
        Instant now = instant();
        caches.save(
                job.title(),
                new CacheFiles.Cached(tested, watched, period, runs ? now.plus(period) : now, now),
                job.file().get());
    }

    Optional<CacheFiles.Cached> cached(Job job) {
        return job.file().flatMap(file -> caches.find(job.title(), file, instant()));
    }

    Optional<PromiseResult> lastResult(Job job) {
        return job.ofHost() ? ledger.find(job.title()).or(() -> results.find(job.title())) : results.find(job.title());
    }

    /** The last results of all promises, by title. */
    List<PromiseResult> lastResults() throws IOException {
        Map<String, PromiseResult> known = ledger.all();
        List<PromiseResult> all = new ArrayList<>(results.allBut(known.keySet()));
        all.addAll(known.values());
        all.sort(Comparator.comparing(PromiseResult::title));
        return all;
    }

    boolean lastFailedOrErred(Job job) {
        return lastResult(job)
                .map(result -> result.failed()
                        || result.message().toLowerCase(Locale.ROOT).contains("error:"))
                .orElse(false);
    }

    /** Keeps a result; if that does not work, the result says so and counts all the same. */
    PromiseResult record(Job job, PromiseResult result, List<LogEntry> entries) {
        PromiseResult kept = result;
        if (job.ofHost()) {
            ledger.record(result, entries);
        } else {
            try {
                file(result, entries);
            } catch (IOException e) {
                LOG.warn("the result of promise {} could not be kept: {}", job.title(), e.toString());
                kept = result.noting("this could not be recorded: " + e);
            }
        }
        if (kept.failed()) {
            LOG.error("{}: {}", kept.name(), kept.message());
        }
        return kept;
    }

    private void file(PromiseResult result, List<LogEntry> entries) throws IOException {
        if (!entries.isEmpty()) {
            logs.of(result.title()).append(entries);
        }
        if (result.verdict().type() != Verdict.Type.EMPTY) {
            boolean news = !result.verdict().equals(verdicts.get(result.title()));
            results.save(result, news);
            verdicts.put(result.title(), result.verdict());
        }
    }

    /** Remembers how far back a promise looks, and puts its log aside if it has grown too large. */
    void asked(Job job, Threshold window) {
        if (job.ofHost()) {
            ledger.asked(job.title(), window);
        } else {
            logs.asked(job.title(), window);
            logs.rotateSeldom(job.title());
        }
    }

    void append(Job job, List<LogEntry> entries) {
        if (job.ofHost()) {
            ledger.append(job.title(), entries);
            return;
        }
        try {
            logs.of(job.title()).append(entries);
        } catch (IOException e) {
            LOG.warn("the log of promise {} could not be written: {}", job.title(), e.toString());
        }
    }
}
