package io.buildout4j.differential;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The real zc.buildout in one Python process that answers many cases. Debian's package is the usual one; another is
 * taken if {@code BUILDOUT_PEER} holds {@code PYTHON PYTHONPATH}.
 */
final class Peer implements AutoCloseable {

    private final Path directory;
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    private Peer(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /** Whether the real thing can be run here. */
    static boolean isThere() {
        return System.getenv("BUILDOUT_PEER") != null
                || (Files.isExecutable(Path.of("/usr/bin/python3"))
                        && Files.exists(Path.of("/usr/lib/python3/dist-packages/zc/buildout/buildout.py")));
    }

    /** Whether it is the newer one, which does not have the deviations that 2.13.2 is known for. */
    static boolean isNewer() {
        return System.getenv("BUILDOUT_PEER") != null;
    }

    static Peer start() throws IOException {
        Path directory = Files.createTempDirectory("peer");
        Path script = directory.resolve("peer.py");
        try (InputStream in = Peer.class.getResourceAsStream("peer.py")) {
            Files.copy(java.util.Objects.requireNonNull(in), script);
        }
        // What Debian's package lacks on newer Pythons.
        Files.writeString(
                directory.resolve("UserDict.py"), "from collections.abc import MutableMapping as DictMixin\n");
        String other = System.getenv("BUILDOUT_PEER");
        String python = other == null ? "/usr/bin/python3" : other.split(" ")[0];
        ProcessBuilder builder = new ProcessBuilder(python, script.toString());
        builder.environment().put("PYTHONPATH", other == null ? directory.toString() : other.split(" ")[1]);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return new Peer(directory, builder.start());
    }

    /** What it makes of a profile. */
    Map<String, Object> ask(Path file, boolean placeholders, List<List<String>> assignments) {
        return ask(file, placeholders, assignments, Optional.empty());
    }

    /** @param defaults the directory in which the user's defaults are, if there are any */
    Map<String, Object> ask(Path file, boolean placeholders, List<List<String>> assignments, Optional<Path> defaults) {
        return ask(Map.of(
                "file",
                file.toString(),
                "placeholders",
                placeholders,
                "annotate",
                true,
                "assign",
                assignments,
                "defaults",
                defaults.map(Path::toString).orElse("")));
    }

    private Map<String, Object> ask(Map<String, Object> question) {
        try {
            questions.write(Json.write(question) + "\n");
            questions.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the peer ended at " + question);
            }
            return Json.readObject(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What it makes of a profile of SlapOS: with placeholders, and with the location of the file that mentions it, which
     * the original does not know.
     *
     * @param once whether each file counts once; otherwise 2.13.2 folds each file with what it extends once, which comes
     *     to the same result in less than days
     * @param seconds after how long the question is dropped
     */
    Map<String, Object> askOfCorpus(Path file, boolean once, int seconds) {
        return ask(Map.of(
                "file", file.toString(), "placeholders", true, "files", once ? "once" : "folded", "limit", seconds));
    }

    @Override
    public void close() throws IOException {
        questions.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(directory.resolve("peer.py"));
        Files.deleteIfExists(directory.resolve("UserDict.py"));
    }
}
