package io.buildout4j.promise.store;

import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.Verdict;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last results of promises, one file a title: {@code <title>.status.json}. */
public final class ResultFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ResultFiles.class);
    private static final String SUFFIX = ".status.json";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+0000'");

    private final Path directory;

    /** The results in that directory, which need not exist. */
    public ResultFiles(Path directory) {
        this.directory = directory;
    }

    /** Replaces the last result of a promise; a durable one is safe on the disk afterwards. */
    public void save(PromiseResult result, boolean durable) throws IOException {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("type", result.verdict().type().text());
        item.put("failed", result.failed());
        item.put("date", result.dateText());
        item.put("message", result.message());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", result.title());
        json.put("name", result.name());
        json.put("path", result.path());
        json.put("execution-time", result.seconds());
        json.put("result", item);
        StateFiles.write(file(result.title()), Json.write(json), durable);
    }

    /** The last result of a promise; a file that makes no sense counts as none. */
    public Optional<PromiseResult> find(String title) {
        Path file = file(title);
        try {
            return Optional.of(result(Json.object(StateFiles.read(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | DateTimeParseException | ClassCastException | NullPointerException e) {
            LOG.warn("unreadable promise result {}: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** Whether the last result of a promise was written after that moment. */
    public boolean changedSince(String title, Instant moment) {
        try {
            return Files.getLastModifiedTime(file(title)).toInstant().isAfter(moment);
        } catch (IOException e) {
            return false;
        }
    }

    /** All last results but some, by title. */
    public List<PromiseResult> allBut(Set<String> known) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<String> titles = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                titles.add(name.substring(0, name.length() - SUFFIX.length()));
            }
        }
        return titles.stream()
                .filter(title -> !known.contains(title))
                .sorted()
                .flatMap(title -> find(title).stream())
                .toList();
    }

    private static PromiseResult result(Map<String, ?> json) throws IOException {
        if (!(json.get("result") instanceof Map<?, ?> item)) {
            throw new IOException("no result in it");
        }
        String type = String.valueOf(item.get("type"));
        Verdict.Type kind;
        if (type.equals(Verdict.Type.ANOMALY.text())) {
            kind = Verdict.Type.ANOMALY;
        } else if (type.equals(Verdict.Type.TEST.text())) {
            kind = Verdict.Type.TEST;
        } else {
            throw new IOException("unknown result type '" + type + "'");
        }
        if (!(item.get("failed") instanceof Boolean failed)) {
            throw new IOException("it does not say whether it failed");
        }
        Object message = item.get("message");
        double seconds = json.get("execution-time") instanceof Number number ? number.doubleValue() : 0;
        return new PromiseResult(
                String.valueOf(json.get("title")),
                String.valueOf(json.get("name")),
                String.valueOf(json.get("path")),
                new Verdict(kind, failed, message == null ? "" : message.toString()),
                LocalDateTime.parse(String.valueOf(item.get("date")), DATE).toInstant(ZoneOffset.UTC),
                Duration.ofNanos((long) (seconds * 1e9)));
    }

    /** Where the last result of a promise stands. */
    public Path file(String title) {
        return directory.resolve(title + SUFFIX);
    }
}
