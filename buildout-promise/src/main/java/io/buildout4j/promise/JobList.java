package io.buildout4j.promise;

import io.buildout4j.promise.plugin.PluginFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the promises of a sweep: the host's, then the plugins, then the plain executables, each by title. */
final class JobList {
    private static final Logger LOG = LoggerFactory.getLogger(PromiseRunner.class);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final int LONGEST_TITLE = 200;

    private final Modules modules;
    private final Map<String, String> identity;
    private final Parameters ofHosts;
    private final Map<String, Promise> given;
    private final Path plugins;
    private final Path legacy;
    private final Set<String> reserved;
    private volatile HostJobs last = new HostJobs(Map.of(), List.of());

    /** What promises given for a sweep came to; a host that sweeps often gives the same ones. */
    private record HostJobs(Map<String, Promise> promises, List<Job> jobs) {}

    JobList(
            Modules modules,
            Map<String, String> identity,
            Map<String, Promise> given,
            Path plugins,
            Path legacy,
            Set<String> reserved) {
        this.modules = modules;
        this.identity = Map.copyOf(identity);
        this.ofHosts = new Parameters(identity);
        this.given = Map.copyOf(given);
        this.plugins = plugins;
        this.legacy = legacy;
        this.reserved = reserved;
    }

    List<Job> jobs(Sweep sweep) {
        if (!sweep.files()) {
            return wanted(sweep, ofSweep(sweep.promises()));
        }
        Map<String, Promise> host = new TreeMap<>(given);
        host.putAll(sweep.promises());
        List<Job> jobs = new ArrayList<>(ofHost(host));
        files(plugins, false).forEach(file -> jobs.add(ofPlugin(file)));
        if (sweep.only().isEmpty()) {
            files(legacy, true).forEach(file -> jobs.add(ofExecutable(file)));
        }
        return distinct(wanted(sweep, jobs));
    }

    private static List<Job> wanted(Sweep sweep, List<Job> jobs) {
        Set<String> only = sweep.only();
        return only.isEmpty()
                ? jobs
                : jobs.stream()
                        .filter(job -> only.contains(job.name()) || only.contains(job.title()))
                        .toList();
    }

    /** The very same promises, whose map nobody changes, are not looked at again. */
    private List<Job> ofSweep(Map<String, Promise> promises) {
        HostJobs known = last;
        if (known.promises != promises) {
            known = new HostJobs(promises, distinct(ofHost(new TreeMap<>(promises))));
            last = known;
        }
        return known.jobs;
    }

    private List<Job> ofHost(Map<String, Promise> promises) {
        List<Job> jobs = new ArrayList<>(promises.size());
        promises.forEach((name, promise) -> jobs.add(ofHost(name, promise)));
        return jobs;
    }

    private Job ofHost(String name, Promise promise) {
        boolean fits = !name.isEmpty()
                && !name.contains("/")
                && name.indexOf('\0') < 0
                && !name.equals(".")
                && !name.equals("..")
                && name.length() <= LONGEST_TITLE;
        Job.Body body = fits
                ? new Job.Body.InProcess(parameters -> promise, ofHosts, false)
                : new Job.Body.Broken("'" + name + "' is no name for a promise");
        return new Job(
                fits ? name : name.replaceAll("[/\\x00]", "_").replaceFirst("^\\.+", "_"),
                name,
                Optional.empty(),
                body);
    }

    private Job ofPlugin(Path file) {
        String name = file.getFileName().toString();
        return new Job(stem(name), name, Optional.of(file), pluginBody(file, name));
    }

    private Job.Body pluginBody(Path file, String name) {
        char first = name.charAt(0);
        if (first != '_' && (first < 'A' || first > 'Z') && (first < 'a' || first > 'z')) {
            return new Job.Body.Broken("ValueError: Promise plugin name '" + name + "' is not valid");
        }
        try {
            Optional<PluginFile> plugin = PluginFile.read(file);
            Optional<PromiseFactory> factory = plugin.flatMap(modules::find);
            if (plugin.isEmpty() || factory.isEmpty()) {
                return new Job.Body.InPython(file);
            }
            Map<String, String> parameters = plugin.get().parameters();
            Optional<String> clash =
                    parameters.keySet().stream().filter(reserved::contains).findFirst();
            return clash.<Job.Body>map(key ->
                            new Job.Body.Broken("ValueError: Extra parameter name '" + key + "' cannot be used."))
                    .orElseGet(() -> {
                        Map<String, String> all = new TreeMap<>(identity);
                        all.putAll(parameters);
                        return new Job.Body.InProcess(factory.get(), new Parameters(all), false);
                    });
        } catch (IOException e) {
            return new Job.Body.Broken(JobRun.cause(e));
        }
    }

    private static Job ofExecutable(Path file) {
        String name = file.getFileName().toString();
        Promise promise = new ExecutablePromise(file, GRACE);
        return new Job(
                stem(name),
                name,
                Optional.of(file),
                new Job.Body.InProcess(parameters -> promise, Parameters.NONE, true));
    }

    /** The name without what follows its last dot; a name that only starts with dots keeps them. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        int first = 0;
        while (first < name.length() && name.charAt(first) == '.') {
            first++;
        }
        return dot > first ? name.substring(0, dot) : name;
    }

    private static List<Path> files(Path directory, boolean executables) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path file : entries) {
                String name = file.getFileName().toString();
                if (!executables) {
                    if (name.endsWith(".py") && !name.startsWith("__init__")) {
                        files.add(file);
                    }
                } else if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    files.add(file);
                } else {
                    LOG.warn("Bad promise file at '{}'.", file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("unreadable directory of promises {}: {}", directory, e.toString());
        }
        files.sort(Comparator.<Path, String>comparing(
                        file -> stem(file.getFileName().toString()))
                .thenComparing(Comparator.naturalOrder()));
        return files;
    }

    /** Two files of one title would share log and result: the later one goes by its whole name. */
    private static List<Job> distinct(List<Job> jobs) {
        Set<String> titles = new HashSet<>();
        List<Job> distinct = new ArrayList<>();
        for (Job job : jobs) {
            Job mine = job;
            for (int number = 1; !titles.add(mine.title()); number++) {
                mine = job.titled(number == 1 ? job.name() : job.name() + "-" + number);
            }
            if (!mine.title().equals(job.title())) {
                LOG.warn("several promises are called '{}': {} goes by '{}'", job.title(), job.path(), mine.title());
            }
            distinct.add(mine);
        }
        return distinct;
    }
}
