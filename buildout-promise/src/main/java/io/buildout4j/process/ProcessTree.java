package io.buildout4j.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/**
 * A process and all that came from it. Children and their children are known to the system; one that left its family
 * (a daemon in a session of its own, whose parent ended) is known by a mark in its environment, where /proc tells.
 */
public final class ProcessTree {
    /** The environment variable that carries the marks. */
    public static final String VARIABLE = "BUILDOUT_PROCESS";

    private static final Path PROC = Path.of("/proc");
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);
    private static final long FEW = 64;
    private static final long KERNEL_THREAD = 0x0020_0000;
    private static final Set<String> ENDED = Set.of("Z", "X");

    private final Optional<ProcessHandle> root;
    private final long oldest;
    private final String mark;

    /**
     * The tree of a process started with a marked environment.
     *
     * @param mark what {@link #mark} gave when the process was started
     */
    public ProcessTree(ProcessHandle root, String mark) {
        this.root = Optional.of(root);
        this.oldest = root.pid();
        this.mark = mark;
    }

    private ProcessTree(long oldest, String mark) {
        this.root = Optional.empty();
        this.oldest = oldest;
        this.mark = mark;
    }

    /**
     * What a process let loose under a mark of its own, without that process.
     *
     * @param parent it is older than all of them
     */
    public static ProcessTree under(ProcessHandle parent, String mark) {
        return new ProcessTree(parent.pid(), mark);
    }

    /** Puts a mark into the environment of a process to be started; marks of the processes around it stay. */
    public static String mark(Map<String, String> environment) {
        String mark = UUID.randomUUID().toString();
        environment.merge(VARIABLE, mark, (outer, inner) -> outer + "/" + inner);
        return mark;
    }

    /** Ends the whole tree: asks, waits at most the grace, then kills until nobody is left. */
    public void stop(Duration grace) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + grace.toNanos();
        long seen = lastProcess();
        Set<ProcessHandle> members = descendants();
        if (!grace.isZero()) {
            // To find the others takes a while.
            members.forEach(ProcessHandle::destroy);
        }
        Set<ProcessHandle> others = marked(pid -> true);
        others.removeAll(members);
        members.addAll(others);
        if (!grace.isZero()) {
            others.forEach(ProcessHandle::destroy);
            while (!interrupted && members.stream().anyMatch(ProcessTree::runs) && System.nanoTime() < deadline) {
                try {
                    Thread.sleep(2);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            // Who was started meanwhile, or lost its parent by now, is still one of them.
            members.addAll(members(seen));
        }
        killAll(members, seen);
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    /** Kills what a process that ended by itself has left behind. */
    public void sweep() {
        if (nobodyStartedSince()) {
            return;
        }
        killAll(members(oldest), oldest);
    }

    /** Kills these, and who is started after the process with that number. */
    private void killAll(Set<ProcessHandle> first, long since) {
        Set<ProcessHandle> members = first;
        long deadline = System.nanoTime() + KILL_PATIENCE.toNanos();
        // A process that forks faster than it is found loses the race after a few rounds, as its parents die.
        while (!members.isEmpty() && System.nanoTime() < deadline) {
            members.forEach(ProcessHandle::destroyForcibly);
            // A killed process needs a turn on a processor to die, which on a busy machine takes its time.
            while (members.stream().anyMatch(ProcessTree::runs) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(500_000);
            }
            members = members(since);
        }
    }

    /** Who descends from the root, and who was started after the process with that number. */
    private Set<ProcessHandle> members(long since) {
        Set<ProcessHandle> members = descendants();
        members.addAll(marked(since));
        return members;
    }

    private Set<ProcessHandle> descendants() {
        Set<ProcessHandle> members = new LinkedHashSet<>();
        root.filter(ProcessTree::runs).ifPresent(process -> {
            members.add(process);
            process.descendants().forEach(members::add);
        });
        return members;
    }

    /**
     * Process numbers grow until they wrap around, so only those from the given to the newest are looked at: older
     * processes have others.
     */
    private Set<ProcessHandle> marked(long since) {
        long last = lastProcess();
        if (last < since || last - since > FEW) {
            return marked(pid -> last < since ? pid > since || pid <= last : pid > since && pid <= last);
        }
        Set<ProcessHandle> marked = new LinkedHashSet<>();
        // To try some numbers costs less than to list all processes.
        for (long pid = since + 1; pid <= last; pid++) {
            Path entry = PROC.resolve(Long.toString(pid));
            if (Files.isDirectory(entry)) {
                look(pid, entry, marked);
            }
        }
        return marked;
    }

    private Set<ProcessHandle> marked(LongPredicate wanted) {
        Set<ProcessHandle> marked = new LinkedHashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                if (wanted.test(pid)) {
                    look(pid, entry, marked);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Without /proc there are the descendants alone.
        }
        return marked;
    }

    private void look(long pid, Path entry, Set<ProcessHandle> into) {
        if (pid != ProcessHandle.current().pid() && carries(entry, mark.getBytes(StandardCharsets.US_ASCII))) {
            ProcessHandle.of(pid).filter(ProcessTree::runs).ifPresent(into::add);
        }
    }

    private static boolean carries(Path entry, byte[] wanted) {
        long start = System.nanoTime();
        try {
            byte[] environment = Files.readAllBytes(entry.resolve("environ"));
            while (environment.length <= 1 && System.nanoTime() - start < patience(entry)) {
                LockSupport.parkNanos(500_000);
                environment = Files.readAllBytes(entry.resolve("environ"));
            }
            return contains(environment, wanted);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * For how many nanoseconds an environment that reads as empty may yet fill: while a process exchanges its program
     * for another there is none to be read, and it would be missed. Fields as proc(5) counts them: the flags are the
     * 9th, the start and the end of the environment the 50th and 51st; both are 0 at first in that moment, then
     * equal or one apart.
     */
    private static long patience(Path entry) throws IOException {
        String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
        if (fields.length < 49
                || ENDED.contains(fields[0])
                || ownChild(fields[1])
                || (Long.parseLong(fields[6]) & KERNEL_THREAD) != 0) {
            return 0;
        }
        // A process started without any environment looks like the last step for good.
        return fields[47].equals("0") ? 1_000_000_000L : 20_000_000L;
    }

    /**
     * Whether a process was started by this one, for another tree: one that lost its parent gets the first process of the
     * system for one.
     */
    private static boolean ownChild(String parent) {
        long self = ProcessHandle.current().pid();
        return self != 1 && Long.parseLong(parent) == self;
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the process is there and not merely waiting to be reaped. */
    public static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(PROC.resolve(process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            int state = Math.min(stat.length() - 1, stat.lastIndexOf(')') + 2);
            return !ENDED.contains(stat.substring(state, state + 1));
        } catch (IOException e) {
            return !Files.isDirectory(PROC.resolve("self")) && process.isAlive();
        }
    }

    private boolean nobodyStartedSince() {
        return lastProcess() == oldest;
    }

    /** The number of the newest process or thread of the system, 0 where it is not known. */
    private static long lastProcess() {
        try {
            String load = Files.readString(PROC.resolve("loadavg"), StandardCharsets.US_ASCII)
                    .strip();
            return Long.parseLong(load.substring(load.lastIndexOf(' ') + 1));
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
