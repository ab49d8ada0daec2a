package io.buildout4j.promise.plugin;

import io.buildout4j.process.ProcessTree;
import io.buildout4j.promise.Verdict;
import io.buildout4j.promise.store.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Python interpreter that runs many plugins, in children forked from it: one after the other in the same child as long
 * as none leaves anything behind that another could see. It is started when it is first needed,
 * ends itself when idle, and is started again after that or after a crash.
 */
public final class PythonHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PythonHost.class);
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private final String python;
    private final List<Path> paths;
    private final Map<String, Object> configuration;
    private final AtomicLong numbers = new AtomicLong();
    private @Nullable Interpreter running;

    /**
     * A host that has started nothing yet.
     *
     * @param python the interpreter, a path or a name on PATH
     * @param paths directories where modules of plugins stand, besides those the plugins name
     * @param configuration what every plugin is configured with
     */
    public PythonHost(String python, List<Path> paths, Map<String, Object> configuration) {
        this.python = python;
        this.paths = List.copyOf(paths);
        this.configuration = new LinkedHashMap<>(configuration);
    }

    /** Runs one plugin; several threads may ask at once. */
    public PythonAnswer run(Path file, String name, String title, boolean watching, Duration limit)
            throws InterruptedException {
        Optional<PythonAnswer> answer = ask(file, name, title, watching, limit);
        // An interpreter that was idle may have ended just when it was asked.
        return answer.isPresent()
                ? answer.get()
                : ask(file, name, title, watching, limit)
                        .orElseGet(() -> PythonAnswer.broken("its Python interpreter ended"));
    }

    /** Asks the interpreter; finds nothing if that ended by itself instead of answering. */
    private Optional<PythonAnswer> ask(Path file, String name, String title, boolean watching, Duration limit)
            throws InterruptedException {
        long id = numbers.incrementAndGet();
        String mark = id + "-" + title;
        Map<String, Object> config = new LinkedHashMap<>(configuration);
        config.put("path", file.toString());
        config.put("name", name);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("id", id);
        request.put("path", file.toString());
        request.put("name", name);
        request.put("watching", watching);
        request.put("limit", limit.toNanos() / 1e9);
        request.put("paths", paths.stream().map(Path::toString).toList());
        request.put("config", config);
        Interpreter interpreter;
        try {
            interpreter = interpreter();
        } catch (IOException e) {
            return Optional.of(PythonAnswer.broken("no Python to run it: " + e.getMessage()));
        }
        request.put("variable", ProcessTree.VARIABLE);
        request.put("mark", interpreter.mark + "/" + mark);
        CompletableFuture<Map<String, ?>> future = interpreter.ask(id, Json.write(request));
        boolean strays = true;
        try {
            Map<String, ?> said = future.get(limit.plus(MARGIN).toNanos(), TimeUnit.NANOSECONDS);
            strays = !Boolean.FALSE.equals(said.get("strays"));
            return Optional.of(answer(said));
        } catch (TimeoutException e) {
            // The interpreter itself hangs, so its other promises do too: they get a new one.
            interpreter.stop();
            return Optional.of(PythonAnswer.late(Map.of()));
        } catch (ExecutionException e) {
            return interpreter.endedByItself()
                    ? Optional.empty()
                    : Optional.of(PythonAnswer.broken("its Python interpreter ended"));
        } finally {
            // To look at all processes costs more than most plugins.
            if (strays) {
                ProcessTree.under(interpreter.process.toHandle(), interpreter.mark + "/" + mark)
                        .sweep();
            }
        }
    }

    private static PythonAnswer answer(Map<String, ?> said) {
        if (Boolean.TRUE.equals(said.get("late"))) {
            return PythonAnswer.late(said);
        }
        Object cause = said.get("cause");
        if (cause != null) {
            return PythonAnswer.broken(cause.toString());
        }
        Object message = said.get("message");
        boolean failed = Boolean.TRUE.equals(said.get("failed"));
        String text = message == null ? "" : message.toString();
        Verdict verdict = switch (String.valueOf(said.get("type"))) {
            case "Anomaly Result" -> Verdict.anomaly(failed, text);
            case "Empty Result" -> Verdict.empty();
            default -> Verdict.test(failed, text);
        };
        return PythonAnswer.of(verdict, said);
    }

    private synchronized Interpreter interpreter() throws IOException {
        Interpreter current = running;
        if (current == null || !current.process.isAlive()) {
            current = new Interpreter(python);
            running = current;
        }
        return current;
    }

    /** Ends the interpreter and whatever it runs. */
    @Override
    public synchronized void close() {
        if (running != null) {
            running.stop();
            running = null;
        }
    }

    /** One started process, and who waits for its answers. */
    private static final class Interpreter {
        final Process process;
        final String mark;
        private final OutputStream requests;
        private final Map<Long, CompletableFuture<Map<String, ?>>> waiting = new ConcurrentHashMap<>();
        private volatile boolean ended;

        Interpreter(String python) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(python, "-u", "-W", "ignore", "-c", source());
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            mark = ProcessTree.mark(builder.environment());
            process = builder.start();
            requests = process.getOutputStream();
            Thread reader = new Thread(this::read, "promise-python");
            reader.setDaemon(true);
            reader.start();
        }

        private static String source() throws IOException {
            try (InputStream stream = PythonHost.class.getResourceAsStream("host.py")) {
                if (stream == null) {
                    throw new IOException("host.py is missing from the jar");
                }
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        CompletableFuture<Map<String, ?>> ask(long id, String request) {
            CompletableFuture<Map<String, ?>> future = new CompletableFuture<>();
            waiting.put(id, future);
            try {
                synchronized (requests) {
                    requests.write((request + "\n").getBytes(StandardCharsets.US_ASCII));
                    requests.flush();
                }
            } catch (IOException e) {
                // Who does not listen any more has ended.
                end();
            }
            if (ended) {
                end();
            }
            return future;
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Map<String, ?> answer = Json.object(line);
                    if (answer.get("id") instanceof Number id) {
                        CompletableFuture<Map<String, ?>> future = waiting.remove(id.longValue());
                        if (future != null) {
                            future.complete(answer);
                        }
                    }
                }
            } catch (IOException e) {
                LOG.debug("the Python interpreter's answers broke off", e);
            }
            end();
        }

        private void end() {
            ended = true;
            for (Long id : List.copyOf(waiting.keySet())) {
                CompletableFuture<Map<String, ?>> future = waiting.remove(id);
                if (future != null) {
                    future.completeExceptionally(new IOException("the interpreter ended"));
                }
            }
        }

        boolean endedByItself() throws InterruptedException {
            return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0;
        }

        void stop() {
            try {
                new ProcessTree(process.toHandle(), mark).stop(Duration.ZERO);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
