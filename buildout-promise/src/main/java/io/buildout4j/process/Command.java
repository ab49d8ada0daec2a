package io.buildout4j.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program to run in a directory, with its words, environment and limits. Immutable: each {@code with…} gives a copy.
 *
 * <pre>{@code
 * Outcome made = Command.in(source, "make", "-j2").withTimeLimit(Duration.ofHours(1)).run();
 * if (!made.succeeded()) report(made.output().text());
 * }</pre>
 *
 * <p>Standard input is empty unless given. When the time is up, the process and everything it started gets SIGTERM and,
 * after a grace, SIGKILL; a grandchild that made itself a session of its own is found by a mark in its environment.
 * What the process left running when it ended is stopped too, unless {@link #withBackground()} says that it may stay.
 */
public final class Command {
    private static final int DEFAULT_TAIL = 64 * 1024;
    private static final long BREATH = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(16);

    private final Path directory;
    private final List<String> words;
    private final Map<String, String> environment;
    private final boolean clean;
    private final @Nullable Duration limit;
    private final Duration grace;
    private final int tail;
    private final boolean apart;
    private final boolean background;
    private final byte[] input;
    private final @Nullable OutputStream copy;
    private final @Nullable UnaryOperator<String> answers;

    private Command(Settings s) {
        directory = s.directory;
        words = List.copyOf(s.words);
        environment = new LinkedHashMap<>(s.environment);
        clean = s.clean;
        limit = s.limit;
        grace = s.grace;
        tail = s.tail;
        apart = s.apart;
        background = s.background;
        input = s.input;
        copy = s.copy;
        answers = s.answers;
    }

    /** A program by path or by name on PATH, and its arguments, to be run in a directory. */
    public static Command in(Path directory, String... words) {
        return in(directory, List.of(words));
    }

    /**
     * A program and its arguments, to be run in a directory.
     *
     * @throws IllegalArgumentException if there is no word
     */
    public static Command in(Path directory, List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command has at least one word");
        }
        return new Command(new Settings(directory, words));
    }

    /** A line for the system's shell, {@code /bin/sh -c}. */
    public static Command shell(Path directory, String line) {
        return in(directory, "/bin/sh", "-c", line);
    }

    /** The words, the program first. */
    public List<String> words() {
        return words;
    }

    /** Adds or replaces variables in the environment. */
    public Command withEnvironment(Map<String, String> variables) {
        Settings s = settings();
        s.environment.putAll(variables);
        return new Command(s);
    }

    /** Starts from an empty environment instead of this process's own. */
    public Command withCleanEnvironment() {
        Settings s = settings();
        s.clean = true;
        return new Command(s);
    }

    /** Stops the process tree after that time; without it the process may run for ever. */
    public Command withTimeLimit(Duration limit) {
        Settings s = settings();
        s.limit = limit;
        return new Command(s);
    }

    /** The time between SIGTERM and SIGKILL when the limit is over; one second unless said. */
    public Command withGrace(Duration grace) {
        Settings s = settings();
        s.grace = grace;
        return new Command(s);
    }

    /** How many bytes of output are kept, the last ones; 64 KiB unless said. */
    public Command withTail(int bytes) {
        Settings s = settings();
        s.tail = Math.max(1, bytes);
        return new Command(s);
    }

    /** Keeps the error output apart from the standard output, in {@link Outcome#errors()}. */
    public Command withErrorsApart() {
        Settings s = settings();
        s.apart = true;
        return new Command(s);
    }

    /** What the process left running when it ended by itself stays, as a command that starts a service wants it. */
    public Command withBackground() {
        Settings s = settings();
        s.background = true;
        return new Command(s);
    }

    /** What the process reads from its standard input. */
    public Command withInput(byte[] bytes) {
        Settings s = settings();
        s.input = bytes.clone();
        return new Command(s);
    }

    /** Copies every byte of the standard output to a stream as it comes; the stream is flushed, never closed. */
    public Command withCopyTo(OutputStream stream) {
        Settings s = settings();
        s.copy = stream;
        return new Command(s);
    }

    /**
     * Holds a conversation: each line of the standard output is answered by a line on the standard input, until the
     * process closes its output. The lines are UTF-8, and not kept; the error output is, apart.
     *
     * @param answers called by the thread that runs the command; what it throws stops the process and is thrown on
     */
    public Command withAnswers(UnaryOperator<String> answers) {
        Settings s = settings();
        s.answers = answers;
        s.apart = true;
        return new Command(s);
    }

    /**
     * Runs the program to its end.
     *
     * @throws IOException if it could not be started; the message names the program and why
     * @throws InterruptedException if this thread was interrupted; the process tree has then been stopped
     */
    public Outcome run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.redirectErrorStream(!apart);
        if (clean) {
            builder.environment().clear();
        }
        builder.environment().putAll(environment);
        String mark = ProcessTree.mark(builder.environment());
        Process process = builder.start();
        ProcessTree tree = new ProcessTree(process.toHandle(), mark);
        Optional<Drain> errors =
                apart ? Optional.of(new Drain(process.getErrorStream(), tail, null)) : Optional.empty();
        Optional<Drain> output = Optional.empty();
        if (answers == null) {
            output = Optional.of(new Drain(process.getInputStream(), tail, copy));
            Drain.feed(process.getOutputStream(), input);
        }
        List<Drain> drains = Stream.of(output, errors).flatMap(Optional::stream).toList();
        // Who stays in the background may print when nobody waits here any more.
        if (background || answers != null) {
            drains.forEach(Drain::follow);
        }
        try {
            boolean ended = hold(process, start) && waitFor(process, drains, start);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            if (!ended) {
                tree.stop(grace);
                process.waitFor();
            }
            if (ended && !background) {
                tree.sweep();
            }
            for (Drain drain : drains) {
                drain.finish(background);
            }
            return new Outcome(
                    process.exitValue(),
                    !ended,
                    output.map(Drain::tail).orElse(Tail.EMPTY),
                    errors.map(Drain::tail).orElse(Tail.EMPTY),
                    elapsed);
        } catch (InterruptedException | RuntimeException e) {
            tree.stop(Duration.ZERO);
            throw e;
        }
    }

    private boolean hold(Process process, long start) throws InterruptedException {
        if (answers == null) {
            return true;
        }
        try (Dialogue dialogue = new Dialogue(process, answers)) {
            return dialogue.hold(() -> remaining(start));
        }
    }

    /**
     * Waits for the end of the process, and takes now and then what it prints: a thread that would wait for that costs as
     * much as many a process, and one that waits in a pipe cannot be called back.
     */
    private boolean waitFor(Process process, List<Drain> drains, long start) throws InterruptedException {
        boolean waits = background || answers != null;
        long pause = SHORTEST_PAUSE;
        while (remaining(start) > 0) {
            boolean printed = false;
            for (int i = 0; !waits && i < drains.size(); i++) {
                printed |= drains.get(i).take();
            }
            if (printed) {
                // There is more to come, which fills a pipe in less time than the shortest wait takes.
                LockSupport.parkNanos(BREATH);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                pause = SHORTEST_PAUSE;
            } else if (process.waitFor(
                    Math.min(remaining(start), waits ? Long.MAX_VALUE : pause), TimeUnit.NANOSECONDS)) {
                return true;
            } else {
                pause = Math.min(2 * pause, LONGEST_PAUSE);
            }
        }
        return !process.isAlive();
    }

    private long remaining(long start) {
        return limit == null ? Long.MAX_VALUE : limit.toNanos() - (System.nanoTime() - start);
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }

    private Settings settings() {
        Settings s = new Settings(directory, words);
        s.environment.putAll(environment);
        s.clean = clean;
        s.limit = limit;
        s.grace = grace;
        s.tail = tail;
        s.apart = apart;
        s.background = background;
        s.input = input;
        s.copy = copy;
        s.answers = answers;
        return s;
    }

    private static final class Settings {
        final Path directory;
        final List<String> words;
        final Map<String, String> environment = new LinkedHashMap<>();
        boolean clean;

        @Nullable
        Duration limit;

        Duration grace = Duration.ofSeconds(1);
        int tail = DEFAULT_TAIL;
        boolean apart;
        boolean background;
        byte[] input = {};

        @Nullable
        OutputStream copy;

        @Nullable
        UnaryOperator<String> answers;

        Settings(Path directory, List<String> words) {
            this.directory = directory;
            this.words = new ArrayList<>(words);
        }
    }
}
