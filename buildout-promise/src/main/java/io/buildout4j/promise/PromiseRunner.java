package io.buildout4j.promise;

import io.buildout4j.promise.check.BuiltIns;
import io.buildout4j.promise.plugin.PythonHost;
import io.buildout4j.promise.store.CacheFiles;
import io.buildout4j.promise.store.ResultFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the promises of a partition: those its host gives, the plugins of {@code etc/plugin}, and the executables of
 * {@code etc/promise}. They are run side by side, each with the time limit; logs, results and due times are kept under
 * {@code .slapgrid/promise} in the partition.
 *
 * <pre>{@code
 * PromiseRunner runner = PromiseRunner.builder(partition).timeout(Duration.ofSeconds(20)).onBang(master::bang).build();
 * PromiseReport report = runner.run(Map.of("web-pid", webRuns));
 * }</pre>
 *
 * <p>May be used by several threads and as often as wanted. Closing brings all files up to date and ends the
 * Python interpreter if one was needed; a runner that is not closed loses nothing, as the next one finds its journal.
 */
public final class PromiseRunner implements AutoCloseable {
    private static final long IDLE_SECONDS = 5;

    private final Builder settings;
    private final Desk desk;
    private final JobList jobs;
    /** To start a thread costs more than many promises, so those that are done wait some seconds for the next sweep. */
    private final ThreadPoolExecutor hands = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), PromiseRunner::thread);

    private @Nullable PythonHost python;

    private PromiseRunner(Builder settings) {
        this.settings = settings;
        LogClock clock = new LogClock(settings.clock);
        LogFiles logs = new LogFiles(settings.logs, clock, settings.logBytes, settings.logAge);
        ResultFiles results = new ResultFiles(settings.state.resolve("result"));
        Ledger ledger = settings.inMemory
                ? new MemoryLedger()
                : new LastingLedger(settings.state.resolve("journal"), results, logs);
        desk = new Desk(
                new RunContext.Setting(settings.partition, settings.clock, clock, settings.timeout, settings.debug),
                logs,
                results,
                new CacheFiles(settings.state.resolve("cache")),
                ledger,
                this::python);
        jobs = new JobList(
                new Modules(settings.modules, settings.loader, settings.pythonPath),
                settings.master,
                settings.promises,
                settings.plugins,
                settings.legacy,
                settings.reserved());
    }

    /** Starts the settings of a runner for a partition, an existing directory. */
    public static Builder builder(Path partition) {
        return new Builder(partition);
    }

    /** Runs the tests of all promises that are due, as after a deployment. */
    public PromiseReport run() {
        return run(Sweep.test());
    }

    /** Tests these promises of the host now, and none else. */
    public PromiseReport run(Map<String, Promise> promises) {
        return run(new Sweep(false, true, Set.of(), promises, false));
    }

    /** Runs promises as told. What one promise does, fails none of the others. */
    public PromiseReport run(Sweep sweep) {
        return new SweepRun(sweep, jobs.jobs(sweep), desk, Optional.ofNullable(settings.bang))
                .run(settings.threads, hands);
    }

    /**
     * The last results of all promises, by title.
     *
     * @throws java.io.UncheckedIOException if their directory cannot be read
     */
    public List<PromiseResult> lastResults() {
        try {
            return desk.lastResults();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The newest runs of a promise, the newest first.
     *
     * @throws java.io.UncheckedIOException if its log cannot be read
     */
    public List<HistoryEntry> history(String title, int runs) {
        try {
            return desk.history(title, runs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The promises a sweep would run, for who runs them one by one. */
    List<Job> jobs(Sweep sweep) {
        return jobs.jobs(sweep);
    }

    Desk desk() {
        return desk;
    }

    /** Tells the host if a run made outside of a sweep was a lasting failure. */
    List<String> bang(JobRun run) {
        return SweepRun.bang(List.of(run), Optional.ofNullable(settings.bang));
    }

    int threads() {
        return settings.threads;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "promise");
        thread.setDaemon(true);
        return thread;
    }

    private synchronized PythonHost python() {
        PythonHost host = python;
        if (host == null) {
            host = new PythonHost(settings.python, settings.pythonPath, settings.configuration());
            python = host;
        }
        return host;
    }

    @Override
    public synchronized void close() {
        desk.ledger().close();
        if (python != null) {
            python.close();
            python = null;
        }
        hands.setKeepAliveTime(0, TimeUnit.SECONDS);
    }

    /** The settings of a runner; each has a default but the partition. */
    public static final class Builder {
        private final Path partition;
        private final Map<String, Promise> promises = new LinkedHashMap<>();
        private final Map<String, PromiseFactory> modules = new LinkedHashMap<>();
        private final List<Path> pythonPath = new ArrayList<>();
        private final Map<String, String> master = new LinkedHashMap<>();
        private Path plugins;
        private Path legacy;
        private Path logs;
        private Path state;
        private Duration timeout = Duration.ofSeconds(20);
        private Clock clock = Clock.system(ZoneId.systemDefault());
        private String python = "python3";
        private ClassLoader loader = PromiseRunner.class.getClassLoader();
        private int threads = 256;
        private long logBytes = 10L << 20;
        private Duration logAge = Duration.ofDays(365);
        private boolean debug;
        private boolean inMemory;
        private @Nullable BangHandler bang;

        private Builder(Path partition) {
            this.partition = partition.toAbsolutePath().normalize();
            plugins = this.partition.resolve("etc/plugin");
            legacy = this.partition.resolve("etc/promise");
            state = this.partition.resolve(".slapgrid/promise");
            logs = state.resolve("log");
            provider(new BuiltIns());
        }

        /** Where plugin files stand; {@code etc/plugin} of the partition unless said. */
        public Builder plugins(Path directory) {
            plugins = directory.toAbsolutePath().normalize();
            return this;
        }

        /** Where plain executables stand; {@code etc/promise} of the partition unless said. */
        public Builder legacy(Path directory) {
            legacy = directory.toAbsolutePath().normalize();
            return this;
        }

        /** Where the logs are written; {@code .slapgrid/promise/log} of the partition unless said. */
        public Builder logs(Path directory) {
            logs = directory.toAbsolutePath().normalize();
            return this;
        }

        /** The time one promise may take; 20 seconds unless said. */
        public Builder timeout(Duration limit) {
            timeout = limit;
            return this;
        }

        /** Who is told when a failure lasts; nobody unless said. */
        public Builder onBang(BangHandler handler) {
            bang = handler;
            return this;
        }

        /** The clock and time zone of logs and due times; the system's unless said. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** The Python interpreter for plugins that need one; {@code python3} on PATH unless said. */
        public Builder python(String interpreter) {
            python = interpreter;
            return this;
        }

        /** Adds a directory where modules of plugins are looked for, such as that of the profile. */
        public Builder pythonPath(Path directory) {
            pythonPath.add(directory.toAbsolutePath().normalize());
            return this;
        }

        /** Tells plugins which partition of which computer they are in. */
        public Builder identity(String computer, String partitionId) {
            master.put("computer-id", computer);
            master.put("partition-id", partitionId);
            return this;
        }

        /**
         * Gives a promise of the host. It is run in each sweep, and also stands in for the Python module of that name in
         * plugin files, which then configure it.
         */
        public Builder promise(String name, Promise promise) {
            promises.put(name, promise);
            modules.put(name, parameters -> promise);
            return this;
        }

        /** Makes the promises of plugin files whose module has that name. */
        public Builder module(String name, PromiseFactory factory) {
            modules.put(name, factory);
            return this;
        }

        /** Takes in the promises of a library. */
        public Builder provider(PromiseProvider provider) {
            modules.putAll(provider.promises());
            return this;
        }

        /** Takes in the promises of all libraries that {@link ServiceLoader} finds. */
        public Builder discoverProviders() {
            ServiceLoader.load(PromiseProvider.class, loader).forEach(this::provider);
            return this;
        }

        /** Where classes named by plugin files are loaded from; this library's own loader unless said. */
        public Builder classes(ClassLoader classes) {
            loader = classes;
            return this;
        }

        /** The most threads that promises may keep busy at once; 256 unless said. */
        public Builder threads(int most) {
            threads = Math.max(1, most);
            return this;
        }

        /**
         * From which size in bytes or age on a promise's log is put aside as {@code NAME.log.1}, without what its rules
         * still look back at; 10 MiB and a year unless said.
         */
        public Builder logLimits(long bytes, Duration age) {
            logBytes = bytes;
            logAge = age;
            return this;
        }

        /** Also logs what promises say for their programmers. */
        public Builder debug() {
            debug = true;
            return this;
        }

        /**
         * Keeps what the host's promises leave in memory alone: of each the last result and as much history as its rules
         * look at. Nothing of it survives the process. Promises that come from files have their files as ever.
         */
        public Builder inMemory() {
            inMemory = true;
            return this;
        }

        /** The runner. */
        public PromiseRunner build() {
            return new PromiseRunner(this);
        }

        /** What every plugin is configured with, under the names plugins know. */
        private Map<String, Object> configuration() {
            Map<String, Object> configuration = new LinkedHashMap<>();
            configuration.put("log-folder", logs.toString());
            configuration.put("partition-folder", partition.toString());
            configuration.put("debug", debug);
            configuration.put("promise-timeout", Math.max(1, timeout.toSeconds()));
            configuration.put("slapgrid-version", "buildout4j");
            configuration.putAll(master);
            return configuration;
        }

        /** Names that a plugin file may not configure. */
        private java.util.Set<String> reserved() {
            java.util.Set<String> names =
                    new java.util.TreeSet<>(configuration().keySet());
            names.addAll(
                    List.of("path", "name", "queue", "master-url", "partition-cert", "partition-key", "partition-id"));
            names.add("computer-id");
            return names;
        }
    }
}
