package io.buildout4j.promise;

import io.buildout4j.promise.history.LogEntry;
import io.buildout4j.promise.history.PromiseLog;
import io.buildout4j.promise.plugin.PythonHost;
import io.buildout4j.promise.store.CacheFiles;
import io.buildout4j.promise.store.ResultFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the runs of promises get what they need and hand in what they found. */
final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(PromiseRunner.class);
    /** For that long the file of a host's promise may lag behind if nothing but the date changed. */
    private static final Duration LAG = Duration.ofMinutes(1);

    private final RunContext.Setting setting;
    private final Path logs;
    private final ResultFiles results;
    private final CacheFiles caches;
    private final Supplier<PythonHost> python;
    private final Map<String, String> transactions = new ConcurrentHashMap<>();
    private final Map<String, Threshold> windows = new ConcurrentHashMap<>();
    private final long logBytes;
    private final Duration logAge;
    private final Map<String, PromiseResult> last = new ConcurrentHashMap<>();

    Desk(
            RunContext.Setting setting,
            Path logs,
            Path state,
            long logBytes,
            Duration logAge,
            Supplier<PythonHost> python) {
        this.logBytes = logBytes;
        this.logAge = logAge;
        this.setting = setting;
        this.logs = logs;
        this.results = new ResultFiles(state.resolve("result"));
        this.caches = new CacheFiles(state.resolve("cache"));
        this.python = python;
    }

    Clock clock() {
        return setting.clock();
    }

    Instant instant() {
        return setting.clock().instant();
    }

    LocalDateTime localTime() {
        return LocalDateTime.now(setting.clock());
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

    ResultFiles results() {
        return results;
    }

    List<HistoryEntry> history(String title, int runs) throws IOException {
        return new PromiseLog(logs.resolve(title + ".log"))
                .newest(runs, Optional.empty()).stream().map(RunContext::entry).toList();
    }

    /** A mark for a new run that differs from the one before, even within a second. */
    String transaction(String title) {
        String before = transactions.getOrDefault(title, "");
        String mark = before;
        while (mark.equals(before)) {
            mark = instant().getEpochSecond() + "-"
                    + ThreadLocalRandom.current().nextInt(100, 1000);
        }
        transactions.put(title, mark);
        return mark;
    }

    RunContext context(Job job, Parameters parameters, String transaction) {
        return new RunContext(job.title(), setting, parameters, Optional.of(log(job)), transaction);
    }

    private PromiseLog log(Job job) {
        return new PromiseLog(logs.resolve(job.title() + ".log"));
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

    Optional<PromiseResult> lastResult(String title) {
        PromiseResult known = last.get(title);
        return known != null ? Optional.of(known) : results.find(title);
    }

    boolean lastFailedOrErred(String title) {
        return results.find(title)
                .map(result -> result.failed()
                        || result.message().toLowerCase(Locale.ROOT).contains("error:"))
                .orElse(false);
    }

    /** Keeps a result; if that does not work, the result says so and counts all the same. */
    PromiseResult record(Job job, PromiseResult result, List<LogEntry> entries) {
        try {
            if (!entries.isEmpty()) {
                log(job).append(entries);
            }
            if (result.verdict().type() == Verdict.Type.EMPTY) {
                return result;
            }
            save(job, result);
        } catch (IOException e) {
            LOG.warn("the result of promise {} could not be kept: {}", job.title(), e.toString());
            Verdict said = result.verdict();
            Verdict verdict = new Verdict(
                    said.type(), said.failed(), said.message() + "\n(this could not be recorded: " + e + ")");
            return new PromiseResult(
                    result.title(), result.name(), result.path(), verdict, result.date(), result.executionTime());
        }
        if (result.failed()) {
            LOG.error("{}: {}", result.name(), result.message());
        }
        return result;
    }

    private void save(Job job, PromiseResult result) throws IOException {
        PromiseResult before = last.get(job.title());
        boolean same = before != null && before.verdict().equals(result.verdict());
        if (before != null
                && same
                && job.file().isEmpty()
                && age(before, result).compareTo(LAG) < 0) {
            return;
        }
        // A host may have thousands of promises: theirs survive the end of the process, and a power failure costs at
        // most the newest results, which the next run finds again.
        results.save(result, !same && job.file().isPresent());
        last.put(job.title(), result);
    }

    private static Duration age(PromiseResult before, PromiseResult result) {
        return Duration.between(before.date(), result.date()).abs();
    }

    /** One run in so many looks whether the log has to be rotated. */
    int rotations() {
        return logBytes < 1 << 20 ? 1 : 64;
    }

    /** Keeps the log from growing for ever, with all that the promise looks back at. */
    void rotate(Job job, Threshold asked) {
        Threshold window = windows.merge(job.title(), asked, Threshold::covering);
        LocalDateTime now = localTime();
        try {
            log(job).rotate(logBytes, now.minus(logAge), window.results(), now.minus(window.within()));
        } catch (IOException e) {
            LOG.warn("the log of promise {} could not be rotated: {}", job.title(), e.toString());
        }
    }

    void append(Job job, List<LogEntry> entries) {
        try {
            log(job).append(entries);
        } catch (IOException e) {
            LOG.warn("the log of promise {} could not be written: {}", job.title(), e.toString());
        }
    }
}
