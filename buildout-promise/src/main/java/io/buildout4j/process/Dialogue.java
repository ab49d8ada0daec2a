package io.buildout4j.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Answers what a process says, line by line, on the thread that runs it. Others read and write its pipes, so that a time
 * limit and an interruption are heeded whatever the process does.
 */
final class Dialogue implements AutoCloseable {

    private static final int WAITING = 16;

    private final BlockingQueue<Optional<String>> said = new ArrayBlockingQueue<>(WAITING);
    private final BlockingQueue<Optional<String>> answered = new ArrayBlockingQueue<>(WAITING);
    private final UnaryOperator<String> answers;
    private final Thread reader;
    private final Thread writer;

    Dialogue(Process process, UnaryOperator<String> answers) {
        this.answers = answers;
        reader = begun(() -> read(process), "process-questions");
        writer = begun(() -> write(process), "process-answers");
    }

    private static Thread begun(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Answers until the process closes its standard output.
     *
     * @param remaining nanoseconds that are left, asked before each wait
     * @return whether it did so in time
     */
    boolean hold(LongSupplier remaining) throws InterruptedException {
        while (true) {
            Optional<String> line = said.poll(remaining.getAsLong(), TimeUnit.NANOSECONDS);
            if (line == null) {
                return false;
            }
            if (line.isEmpty()) {
                answered.offer(line, remaining.getAsLong(), TimeUnit.NANOSECONDS);
                return true;
            }
            if (!answered.offer(line.map(answers), remaining.getAsLong(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
    }

    @Override
    public void close() {
        reader.interrupt();
        writer.interrupt();
    }

    private void read(Process process) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.put(Optional.of(line));
            }
        } catch (IOException e) {
            // The pipe broke because its process was killed: what was said until then stands.
        } catch (InterruptedException e) {
            return;
        }
        try {
            said.put(Optional.empty());
        } catch (InterruptedException e) {
            // Nobody listens any more.
        }
    }

    private void write(Process process) {
        try (BufferedWriter lines =
                new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8))) {
            for (Optional<String> line = answered.take(); line.isPresent(); line = answered.take()) {
                lines.write(line.get());
                lines.write('\n');
                lines.flush();
            }
        } catch (IOException | InterruptedException e) {
            // It ended without hearing the answer, which is its own affair.
        }
    }
}
