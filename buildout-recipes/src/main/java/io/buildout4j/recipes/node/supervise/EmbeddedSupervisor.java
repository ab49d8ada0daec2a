package io.buildout4j.recipes.node.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs services as processes of this machine: starts them, starts them again when they end, stops them with all they
 * started, and keeps their output in {@code .slapgrid/log} of the partition. The services outlive it: another one, in
 * another process, takes over those it finds running when the same services are applied.
 */
public final class EmbeddedSupervisor implements Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSupervisor.class);
    private static final Duration PULSE = Duration.ofMillis(100);

    /** Is told when a service ends; from the thread that looks after all, so it must return soon. */
    @FunctionalInterface
    public interface Listener {

        /** A service has ended; its exit code is known if this supervisor started it. */
        void ended(Path partition, Service service, OptionalInt exitCode);
    }

    /**
     * How services are looked after.
     *
     * @param backoff the waits before a service is started again
     * @param grace between asking a service to end and making it
     * @param logBytes from which size on a log is put aside
     * @param listener is told when a service ends
     */
    public record Settings(Backoff backoff, Duration grace, long logBytes, Listener listener) {

        /** The standard waits, ten seconds of grace, logs of 10 MiB, nobody told. */
        public static Settings standard() {
            return new Settings(
                    Backoff.standard(), Duration.ofSeconds(10), 10L << 20, (partition, service, exitCode) -> {});
        }

        /** This with other waits. */
        public Settings withBackoff(Backoff other) {
            return new Settings(other, grace, logBytes, listener);
        }

        /** This with another grace. */
        public Settings withGrace(Duration other) {
            return new Settings(backoff, other, logBytes, listener);
        }

        /** This with another size of logs. */
        public Settings withLogBytes(long bytes) {
            return new Settings(backoff, grace, bytes, listener);
        }

        /** This with a listener. */
        public Settings withListener(Listener other) {
            return new Settings(backoff, grace, logBytes, other);
        }
    }

    private final Settings settings;
    private final Map<Path, Group> groups = new ConcurrentHashMap<>();
    private final Thread watch;

    /** The services of one partition, under a lock of their own: who takes long to stop keeps nobody else waiting. */
    private record Group(ReentrantLock lock, Map<String, Keeper> keepers) {
        Group() {
            this(new ReentrantLock(), new LinkedHashMap<>());
        }
    }

    /** A supervisor that begins to look after what it is given. */
    public EmbeddedSupervisor(Settings settings) {
        this.settings = settings;
        watch = new Thread(this::watch, "buildout-services");
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public List<String> apply(Path partition, List<Service> services) throws IOException, InterruptedException {
        Path place = partition.toAbsolutePath().normalize();
        Group group = group(place);
        group.lock().lockInterruptibly();
        try {
            Map<String, Keeper> mine = group.keepers();
            stopOthers(place, mine, services.stream().map(Service::name).collect(Collectors.toSet()));
            List<String> started = new ArrayList<>();
            for (Service service : services) {
                Keeper known = mine.get(service.name());
                Keeper keeper =
                        known != null && known.service().equals(service) ? known : new Keeper(place, service, settings);
                mine.put(service.name(), keeper);
                if (keeper.begin()) {
                    started.add(service.name());
                }
            }
            return started;
        } finally {
            group.lock().unlock();
        }
    }

    private Group group(Path partition) {
        return groups.computeIfAbsent(partition, place -> new Group());
    }

    private void stopOthers(Path partition, Map<String, Keeper> mine, Set<String> wanted)
            throws IOException, InterruptedException {
        for (Keeper keeper : List.copyOf(mine.values())) {
            if (!wanted.contains(keeper.service().name())) {
                keeper.stop();
                mine.remove(keeper.service().name());
            }
        }
        Path records = Keeper.records(partition);
        if (Files.isDirectory(records)) {
            List<Path> others;
            try (Stream<Path> entries = Files.list(records)) {
                others = entries.filter(entry -> !wanted.contains(String.valueOf(entry.getFileName())))
                        .toList();
            }
            for (Path other : others) {
                Keeper.stop(other, settings.grace());
            }
        }
    }

    @Override
    public List<ServiceState> states(Path partition) {
        Group group = group(partition.toAbsolutePath().normalize());
        group.lock().lock();
        try {
            return group.keepers().values().stream().map(Keeper::state).toList();
        } finally {
            group.lock().unlock();
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PULSE.toMillis());
                look();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void look() throws InterruptedException {
        for (Group group : groups.values()) {
            if (group.lock().tryLock()) {
                try {
                    for (Keeper keeper : group.keepers().values()) {
                        look(keeper);
                    }
                } finally {
                    group.lock().unlock();
                }
            }
        }
    }

    private static void look(Keeper keeper) throws InterruptedException {
        try {
            keeper.look();
        } catch (IOException | RuntimeException e) {
            LOG.warn("cannot look after {}: {}", keeper.service().program(), e.toString());
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
