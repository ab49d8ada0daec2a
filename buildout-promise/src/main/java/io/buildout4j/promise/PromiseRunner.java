package io.buildout4j.promise;

import io.buildout4j.promise.check.BuiltIns;
import io.buildout4j.promise.plugin.PythonHost;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * <p>May be used by several threads and as often as wanted. Closing ends the Python interpreter if one was needed.
 */
public final class PromiseRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PromiseRunner.class);

    private final Builder settings;
    private final Desk desk;
    private final JobList jobs;
    private @Nullable PythonHost python;

    private PromiseRunner(Builder settings) {
        this.settings = settings;
        RunContext.Setting setting =
                new RunContext.Setting(settings.partition, settings.clock, settings.timeout, settings.debug);
        desk = new Desk(setting, settings.logs, settings.state, settings.logBytes, settings.logAge, this::python);
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
        return run(Sweep.test().with(promises).force().withoutFiles());
    }

    /** Runs promises as told. What one promise does, fails none of the others. */
    public PromiseReport run(Sweep sweep) {
        List<Supplier<Optional<PromiseResult>>> results = new ArrayList<>();
        List<JobRun> runs = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Job job : jobs.jobs(sweep)) {
            Optional<Skip> skip = skip(job, sweep);
            if (skip.isPresent()) {
                skipped.add(job.title());
                results.add(skip.get()::told);
            } else {
                JobRun run = new JobRun(job, desk, sweep.watching());
                runs.add(run);
                results.add(run::result);
            }
        }
        new Crew(runs, settings.threads).run();
        if (!skipped.isEmpty()) {
            LOG.info("{} promises didn't need to be checked", skipped.size());
        }
        List<String> bangs = bang(runs);
        return new PromiseReport(
                results.stream().flatMap(result -> result.get().stream()).toList(), skipped, bangs);
    }

    /** A promise that is not run, and what is told about it all the same. */
    private record Skip(Optional<PromiseResult> told) {}

    private Optional<Skip> skip(Job job, Sweep sweep) {
        if (job.body() instanceof Job.Body.Broken) {
            return Optional.empty();
        }
        return desk.cached(job).flatMap(cached -> {
            boolean wanted = sweep.watching() ? cached.watched() : cached.tested();
            // One that dropped both modes has to be run to be told off.
            boolean dropped = !wanted && (cached.watched() || cached.tested());
            if (dropped) {
                return Optional.of(new Skip(Optional.of(empty(job))));
            }
            if (sweep.forced() || !desk.instant().isBefore(cached.nextRun())) {
                return Optional.empty();
            }
            return Optional.of(new Skip(desk.lastResult(job.title()).filter(PromiseResult::failed)));
        });
    }

    private PromiseResult empty(Job job) {
        return new PromiseResult(job.title(), job.name(), job.path(), Verdict.empty(), desk.instant(), Duration.ZERO);
    }

    /** Tells the host about the first lasting failure. */
    private List<String> bang(List<JobRun> runs) {
        BangHandler handler = settings.bang;
        if (handler == null) {
            return List.of();
        }
        for (JobRun run : runs) {
            if (run.mayBang()) {
                String message = "Promise " + run.job().title() + " is failing";
                try {
                    handler.bang(message);
                    run.note(Level.INFO, "Bang with message '" + message + "'.");
                } catch (Exception e) {
                    LOG.warn("the bang for promise {} failed", run.job().title(), e);
                    run.note(Level.WARNING, "Bang failed: " + JobRun.cause(e));
                }
                return List.of(message);
            }
        }
        return List.of();
    }

    /**
     * The last results of all promises, by title.
     *
     * @throws java.io.UncheckedIOException if their directory cannot be read
     */
    public List<PromiseResult> lastResults() {
        try {
            return desk.results().all();
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

    /** Completes a run made outside of a sweep. */
    List<String> finish(JobRun run) {
        return bang(List.of(run));
    }

    int threads() {
        return settings.threads;
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
        if (python != null) {
            python.close();
            python = null;
        }
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
