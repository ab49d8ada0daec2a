package io.buildout4j.promise;

import io.buildout4j.promise.history.LogEntry;
import io.buildout4j.promise.plugin.PythonAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job in one sweep: runs it, and settles on one result however it ends. */
final class JobRun implements Crew.Task, SweepRun.Told {
    /** A process that takes longer is not merely waiting for a processor. */
    private static final long PROCESS = Duration.ofMillis(40).toNanos();

    private static final long SELF_LIMITED_GRACE = Duration.ofSeconds(5).toNanos();

    /** What a plugin looks back at is not known, so much is kept. */
    private static final Threshold PYTHON_WINDOW = Threshold.of(1000, 1).within(Duration.ofDays(7));

    private final Job job;
    private final Desk desk;
    private final boolean watching;
    private boolean settled;
    private boolean told;
    private volatile long start;
    private volatile @Nullable RunContext context;
    private volatile @Nullable PromiseResult result;
    private volatile boolean mayBang;
    private volatile String mark;

    /**
     * A run to come.
     *
     * @param watching whether an anomaly is looked for
     * @param mark tells it from the run of this promise before
     */
    JobRun(Job job, Desk desk, boolean watching, String mark) {
        this.job = job;
        this.desk = desk;
        this.watching = watching;
        this.mark = mark;
    }

    Job job() {
        return job;
    }

    @Override
    public Optional<PromiseResult> result() {
        return Optional.ofNullable(result);
    }

    /** Whether nobody was told about this run before. */
    synchronized boolean tellOnce() {
        boolean first = !told;
        told = true;
        return first;
    }

    /** Says in the result that it could not be kept; it counts all the same. */
    void unrecorded(String cause) {
        PromiseResult known = result;
        if (known != null) {
            result = known.noting("this could not be recorded: " + cause);
        }
    }

    /** Whether its failure is one a host should act upon. */
    boolean mayBang() {
        return mayBang;
    }

    /** Adds what became of the bang to this run's log. */
    void note(Level level, String message) {
        desk.append(job, List.of(LogEntry.of(desk.logTime(), level.name(), mark, message)));
    }

    @Override
    public long limit() {
        long limit = desk.timeLimit().toNanos();
        return job.process() ? limit + SELF_LIMITED_GRACE : limit;
    }

    @Override
    public long patience() {
        return job.process() ? PROCESS : Crew.Task.super.patience();
    }

    @Override
    @SuppressWarnings("CatchingUnchecked")
    public void run(long now) {
        start = now;
        try {
            if (job.body() instanceof Job.Body.InProcess body) {
                inProcess(body);
            } else if (job.body() instanceof Job.Body.InPython body) {
                inPython(body);
            } else if (job.body() instanceof Job.Body.Broken body) {
                broken(body.cause());
            }
        } catch (PromiseTimeout e) {
            // To stop what it started took its time, which is not the promise's.
            late(e.after());
        } catch (BrokenPromise e) {
            broken(e.why());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            broken("interrupted");
        } catch (Throwable e) {
            // Nothing a promise does may end the thread it shares with others.
            broken(cause(e));
        }
    }

    private void inProcess(Job.Body.InProcess body) throws Exception {
        Promise promise = create(body);
        Parameters parameters = body.parameters();
        Duration period = period(promise, parameters);
        boolean runs = watching ? promise.watched() : promise.tested();
        boolean nothing = !promise.tested() && !promise.watched();
        desk.remember(job, promise.tested(), promise.watched(), period, runs);
        if (nothing) {
            settle(verdict(true, "It's not allowed to disable both Test and Anomaly in promise!"), List.of());
            return;
        }
        if (!runs) {
            settle(Verdict.empty(), List.of());
            return;
        }
        RunContext mine = desk.context(job, parameters, mark);
        context = mine;
        sense(promise, mine);
        Verdict verdict = judge(promise, mine);
        boolean bangs = lasting(verdict) && parameters.asBoolean("bang-on-failure", promise.bangs());
        if (settle(verdict, mine.close())) {
            mayBang = bangs;
            desk.asked(job, mine.asked());
        }
    }

    private static Promise create(Job.Body.InProcess body) {
        try {
            return body.factory().create(body.parameters());
        } catch (Exception | LinkageError e) {
            throw new BrokenPromise(cause(e), e);
        }
    }

    private static Duration period(Promise promise, Parameters parameters) {
        Duration own = Periods.positive(promise.period());
        if (!own.equals(Promise.DEFAULT_PERIOD)) {
            return own;
        }
        double minutes = parameters.asDouble("periodicity", own.toSeconds() / 60.0);
        return Periods.positive(Duration.ofMillis((long) (minutes * 60_000)));
    }

    private static void sense(Promise promise, RunContext context) throws InterruptedException {
        try {
            Finding finding = promise.sense(context);
            if (!finding.silent()) {
                context.log(finding.level(), finding.message());
            }
        } catch (PromiseTimeout | BrokenPromise | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            context.error(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (Throwable e) {
            context.error(e.toString());
        }
    }

    private Verdict judge(Promise promise, RunContext context) throws InterruptedException {
        try {
            @Nullable Verdict verdict = watching ? promise.anomaly(context) : promise.test(context);
            return verdict != null
                    ? verdict
                    : verdict(true, "Promise " + (watching ? "anomaly" : "test") + " method returned 'None'");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError e) {
            return verdict(true, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private void inPython(Job.Body.InPython body) throws InterruptedException, IOException {
        PythonAnswer answer = desk.python().run(body.file(), job.name(), job.title(), watching, desk.timeLimit());
        if (answer.loaded()) {
            Duration period = Duration.ofNanos((long) (answer.periodicity() * 60e9));
            boolean runs = watching ? answer.watched() : answer.tested();
            desk.remember(job, answer.tested(), answer.watched(), period, runs);
        }
        if (answer.timedOut()) {
            expire();
        } else if (!answer.cause().isEmpty()) {
            broken(answer.cause());
        } else {
            mark = answer.transaction();
            Verdict verdict = answer.verdict();
            if (settle(verdict, List.of())) {
                mayBang = answer.bangs() && lasting(verdict);
                desk.asked(job, PYTHON_WINDOW);
            }
        }
    }

    /** A promise that said nothing, or ran out of time, fails a test at once, and else only the second time. */
    private void broken(String cause) {
        String message = "Error: No output returned by the promise";
        RunContext mine = context;
        settle(silent(cause.isEmpty() ? message : message + ": " + cause), mine == null ? List.of() : mine.close());
    }

    @Override
    public void expire() {
        late(took());
    }

    private void late(Duration took) {
        RunContext mine = context;
        settle(
                silent("Error: Promise timed out after " + desk.limitText() + " seconds"),
                mine == null ? List.of() : mine.close(),
                took);
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean lasting(Verdict verdict) {
        return watching && verdict.failed() && verdict.type() == Verdict.Type.ANOMALY;
    }

    @Override
    public synchronized void cancel() {
        settled = true;
    }

    private Verdict silent(String message) {
        if (!watching) {
            return Verdict.test(true, message);
        }
        boolean again = desk.lastFailedOrErred(job);
        return Verdict.anomaly(again, message);
    }

    private Verdict verdict(boolean failed, String message) {
        return watching ? Verdict.anomaly(failed, message) : Verdict.test(failed, message);
    }

    private boolean settle(Verdict verdict, List<LogEntry> entries) {
        return settle(verdict, entries, took());
    }

    /** The first to come decides; who comes later waits until that is recorded. */
    private synchronized boolean settle(Verdict verdict, List<LogEntry> entries, Duration took) {
        if (settled) {
            return false;
        }
        settled = true;
        // A promise may have left its thread interrupted, which would break the writing of its files.
        boolean interrupted = Thread.interrupted();
        Instant date = desk.instant();
        PromiseResult mine = new PromiseResult(job.title(), job.name(), job.path(), verdict, date, took);
        result = desk.record(job, mine, entries);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    static String cause(Throwable e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null || message.isEmpty() ? "" : ": " + message);
    }
}
