package io.buildout4j.recipes.node.supervise;

import io.buildout4j.process.ProcessTree;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is noted of a started service, so that another supervisor finds it again. A process is known by its number and the
 * time of its start, because numbers come back.
 *
 * @param pid 0 if it was about to be started
 * @param started when, as the system counts it; empty if it was about to be started
 * @param mark in its environment and that of all it starts
 * @param program digest of the file that was executed
 */
record ProcessRecord(long pid, String started, String mark, String program) {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int STARTED_FIELD = 22;
    private static final int AFTER_NAME = 3;

    static Optional<ProcessRecord> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() != 4 || !lines.get(0).matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new ProcessRecord(Long.parseLong(lines.get(0)), lines.get(1), lines.get(2), lines.get(3)));
    }

    static ProcessRecord of(ProcessHandle process, String mark, String program) {
        return new ProcessRecord(process.pid(), started(process), mark, program);
    }

    void write(Path file) throws IOException {
        String text = pid + "\n" + started + "\n" + mark + "\n" + program + "\n";
        new OutputFile(file, text, FileMode.PRIVATE).keep();
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> process() {
        return pid == 0
                ? Optional.empty()
                : ProcessHandle.of(pid)
                        .filter(ProcessTree::runs)
                        .filter(process -> started(process).equals(started));
    }

    /** Ends the process and all it started, also when only what it started is left. */
    void stop(Duration grace) throws InterruptedException {
        Optional<ProcessHandle> process = process();
        ProcessTree tree = process.isPresent()
                ? new ProcessTree(process.get(), mark)
                : ProcessTree.under(ProcessHandle.current(), mark);
        tree.stop(grace);
    }

    /** The clock ticks between the start of the machine and that of the process, and which start of the machine. */
    private static String started(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Files.readString(BOOT).strip() + " " + fields[STARTED_FIELD - AFTER_NAME];
        } catch (IOException e) {
            return process.info().startInstant().map(Object::toString).orElse("");
        }
    }
}
