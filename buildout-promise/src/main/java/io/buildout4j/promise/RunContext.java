package io.buildout4j.promise;

import io.buildout4j.promise.history.Judgement;
import io.buildout4j.promise.history.LogEntry;
import io.buildout4j.promise.history.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One run of one promise: its entries are kept in memory until the run is over, then written at once. */
final class RunContext implements PromiseContext {
    private static final int MOST_CHARACTERS = 4 << 20;
    /** So far back any promise is taken to look. */
    static final Threshold LEAST = Threshold.of(30, 1);

    private final String title;
    private final Setting setting;
    private final Parameters parameters;
    private final Past past;
    private final String mark;
    private final List<LogEntry> entries = new ArrayList<>(1);
    private int characters;
    private int dropped;
    private boolean over;
    private Threshold asked = LEAST;

    /** What is the same for all promises of a runner. */
    record Setting(Path directory, Clock clock, LogClock logClock, Duration timeLimit, boolean debug) {}

    /** What the runs before left. */
    interface Past {

        /**
         * The newest transactions of a promise, the newest first.
         *
         * @param count at most so many
         * @param after entries of that local time or older are not seen
         */
        List<Transaction> newest(String title, int count, Optional<LocalDateTime> after) throws IOException;
    }

    RunContext(String title, Setting setting, Parameters parameters, Past past, String mark) {
        this.title = title;
        this.setting = setting;
        this.parameters = parameters;
        this.past = past;
        this.mark = mark;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Path directory() {
        return setting.directory();
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public Clock clock() {
        return setting.clock();
    }

    @Override
    public Duration timeLimit() {
        return setting.timeLimit();
    }

    @Override
    public synchronized void log(Level level, String message) {
        boolean hidden = level == Level.DEBUG && !setting.debug();
        if (over || hidden) {
            return;
        }
        if (characters > MOST_CHARACTERS) {
            // A failure among what is dropped still has to count.
            if (level.failing() && dropped++ == 0) {
                entries.add(entry(level, "too much was logged: what follows is dropped"));
            }
            return;
        }
        int room = MOST_CHARACTERS - characters + 1;
        String text = message.length() <= room ? message : message.substring(0, room);
        characters += text.length() + 1;
        entries.add(entry(level, text));
    }

    private LogEntry entry(Level level, String text) {
        return LogEntry.of(setting.logClock().text(), level.name(), mark, text);
    }

    /** How far back anybody looked in this run. */
    synchronized Threshold asked() {
        return asked;
    }

    /** Ends the run and tells what was logged in it. */
    synchronized List<LogEntry> close() {
        over = true;
        return List.copyOf(entries);
    }

    @Override
    public List<HistoryEntry> history(Threshold window) {
        return newest(window, window.results()).stream()
                .flatMap(RunContext::entry)
                .toList();
    }

    /** A run as its host sees it; none if what a foreign log says of its time makes no sense. */
    static Stream<HistoryEntry> entry(Transaction one) {
        return one.entries().get(one.entries().size() - 1).time().stream()
                .map(time -> new HistoryEntry(time, one.failed(), one.text()));
    }

    @Override
    public Verdict test(Threshold threshold) {
        Judgement judgement = judge(threshold);
        return Verdict.test(judgement.failed(), judgement.message());
    }

    @Override
    public Verdict anomaly(Threshold threshold) {
        Judgement judgement = judge(threshold);
        return Verdict.anomaly(judgement.failed(), judgement.message());
    }

    private Judgement judge(Threshold threshold) {
        List<Transaction> own = newest(threshold, Math.min(1, threshold.results()));
        boolean enough = !own.isEmpty() && (!own.get(0).failed() || threshold.failures() <= 1);
        return Judgement.of(enough ? own : newest(threshold, threshold.results()), threshold.failures());
    }

    /** What this run logged stands before what others left, which is only read if more is wanted. */
    private synchronized List<Transaction> newest(Threshold threshold, int count) {
        if (!asked.covers(threshold)) {
            asked = asked.covering(threshold);
        }
        if (threshold.within().isZero()) {
            return count == 1 && !entries.isEmpty()
                    ? List.of(new Transaction(List.copyOf(entries)))
                    : newest(count, Optional.empty());
        }
        return newest(count, Optional.of(setting.logClock().now().minus(threshold.within())));
    }

    private List<Transaction> newest(int count, Optional<LocalDateTime> after) {
        String limit = after.map(LogEntry::date).orElse("");
        List<LogEntry> seen = entries.stream()
                .filter(entry -> entry.date().compareTo(limit) > 0)
                .toList();
        List<Transaction> newest = new ArrayList<>();
        if (!seen.isEmpty() && count > 0) {
            newest.add(new Transaction(seen));
        }
        boolean whole = seen.size() == entries.size();
        if (newest.size() < count && whole) {
            try {
                newest.addAll(past.newest(title, count - newest.size(), after));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return newest;
    }
}
