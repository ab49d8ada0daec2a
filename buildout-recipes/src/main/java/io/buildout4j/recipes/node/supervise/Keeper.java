package io.buildout4j.recipes.node.supervise;

import io.buildout4j.process.ProcessTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one service of a partition running. Used by one thread at a time. */
final class Keeper {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final List<String> INHERITED = List.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ");
    private static final Optional<String> SETSID = Stream.of("/usr/bin/setsid", "/bin/setsid")
            .filter(file -> Files.isExecutable(Path.of(file)))
            .findFirst();
    private static final int OLD_LOGS = 3;

    private final Path partition;
    private final Service service;
    private final EmbeddedSupervisor.Settings settings;
    private final Path record;
    private final Path log;
    private @Nullable ProcessRecord current;
    private @Nullable Process child;
    private OptionalInt exitCode = OptionalInt.empty();
    private long since;
    private long nextStart;
    private int failures;
    private int restarts;
    private boolean waits;

    Keeper(Path partition, Service service, EmbeddedSupervisor.Settings settings) {
        this.partition = partition;
        this.service = service;
        this.settings = settings;
        record = records(partition).resolve(service.name());
        log = partition.resolve(".slapgrid/log").resolve(service.name() + ".log");
    }

    /** Where the processes of a partition are noted. */
    static Path records(Path partition) {
        return partition.resolve(".slapgrid/service");
    }

    Service service() {
        return service;
    }

    /** Starts the service, unless it runs as its program now is. */
    boolean begin() throws IOException, InterruptedException {
        Optional<ProcessRecord> known = ProcessRecord.read(record);
        if (known.isPresent()) {
            if (known.get().process().isPresent() && known.get().program().equals(digest())) {
                current = known.get();
                since = System.nanoTime();
                waits = false;
                return false;
            }
            known.get().stop(settings.grace());
        }
        failures = 0;
        start();
        return true;
    }

    private void start() throws IOException {
        Files.createDirectories(record.getParent());
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(
                        SETSID.map(setsid -> List.of(setsid, service.program().toString()))
                                .orElse(List.of(service.program().toString())))
                .directory(partition.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        String mark = ProcessTree.mark(environment);
        String program = digest();
        // Noted before it is there: who is killed in between finds it by the mark.
        new ProcessRecord(0, "", mark, program).write(record);
        Process started = builder.start();
        child = started;
        current = ProcessRecord.of(started.toHandle(), mark, program);
        current.write(record);
        since = System.nanoTime();
        waits = false;
        LOG.info("started {} of {} as process {}", service.name(), partition, started.pid());
    }

    private String digest() throws IOException {
        return DigestUtils.sha256Hex(Files.readAllBytes(service.program()));
    }

    /** Looks after the service, as is done several times a second. */
    void look() throws IOException, InterruptedException {
        ProcessRecord running = current;
        if (running != null) {
            if (running.process().isPresent()) {
                rotate();
                return;
            }
            ended(running);
        }
        if (waits && System.nanoTime() - nextStart >= 0) {
            restarts++;
            try {
                start();
            } catch (IOException e) {
                LOG.warn("cannot start {} of {}: {}", service.name(), partition, e.getMessage());
                schedule();
            }
        }
    }

    private void ended(ProcessRecord process) throws InterruptedException {
        current = null;
        Process mine = child;
        exitCode = mine == null ? OptionalInt.empty() : OptionalInt.of(mine.waitFor());
        child = null;
        // What it left running would be in the way of the next start.
        process.stop(Duration.ZERO);
        settings.listener().ended(partition, service, exitCode);
        if (service.kept()) {
            boolean steady =
                    System.nanoTime() - since >= settings.backoff().steady().toNanos();
            failures = steady ? 0 : failures;
            schedule();
        }
    }

    private void schedule() {
        failures++;
        Duration wait = settings.backoff().after(failures);
        nextStart = System.nanoTime() + wait.toNanos();
        waits = true;
        LOG.info("{} of {} ended; it is started again in {} ms", service.name(), partition, wait.toMillis());
    }

    /** The service holds the log open, so its content is moved out of it and the file stays. */
    private void rotate() throws IOException {
        if (!Files.exists(log) || Files.size(log) < settings.logBytes()) {
            return;
        }
        for (int i = OLD_LOGS; i > 1; i--) {
            Path younger = old(i - 1);
            if (Files.exists(younger)) {
                Files.move(younger, old(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.copy(log, old(1), StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    private Path old(int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }

    void stop() throws IOException, InterruptedException {
        waits = false;
        current = null;
        stop(record, settings.grace());
    }

    /** Stops what was noted. */
    static void stop(Path record, Duration grace) throws IOException, InterruptedException {
        Optional<ProcessRecord> known = ProcessRecord.read(record);
        if (known.isPresent()) {
            known.get().stop(grace);
        }
        Files.deleteIfExists(record);
    }

    ServiceState state() {
        ProcessRecord running = current;
        OptionalLong pid = running != null && running.process().isPresent()
                ? OptionalLong.of(running.pid())
                : OptionalLong.empty();
        return new ServiceState(service, pid, exitCode, restarts);
    }
}
