package io.buildout4j.promise.report;

import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.store.Json;
import io.buildout4j.promise.store.ResultFiles;
import io.buildout4j.promise.store.StateFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files that SlapOS's monitor keeps about a partition and its readers look for. In the public folder: the result of
 * each promise, its history, which grows on change only, its statistics by day, {@code monitor.global.json} and an RSS
 * {@code feed}. In the private folder: {@code monitor.global.json} with all that is known of the instance, what the
 * state was last time, and how many promises held at each update. In both the list of their documents.
 */
public final class MonitorFiles {
    private static final int LONGEST_HISTORY = 1000;
    private static final int LONGEST_STATE = 5000;
    private static final String HISTORY = ".history.json";
    private static final String STATISTICS = ".stats.json";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+0000'");

    private final Path publicFolder;
    private final Path privateFolder;
    private final MonitoredInstance instance;

    /** Files in the folders {@code public} and {@code private} of a directory, about what people know by a title. */
    public MonitorFiles(Path directory, String title) {
        this(directory.resolve("public"), directory.resolve("private"), MonitoredInstance.titled(title));
    }

    /**
     * Files in two folders, which are made if needed.
     *
     * @param publicFolder what everybody may see
     * @param privateFolder what only those may see who run the instance
     * @param instance what is said of the instance
     */
    public MonitorFiles(Path publicFolder, Path privateFolder, MonitoredInstance instance) {
        this.publicFolder = publicFolder;
        this.privateFolder = privateFolder;
        this.instance = instance;
    }

    /**
     * Brings the files up to date with the last results; those of promises that are not among them are removed.
     *
     * @param now the moment of the report
     */
    public void update(List<PromiseResult> results, Instant now) throws IOException {
        Path status = privateFolder.resolve("_promise_status");
        Map<String, @Nullable Object> before = read(status);
        Map<String, Object> after = new LinkedHashMap<>();
        Feed feed = new Feed(instance, now);
        for (PromiseResult result : results) {
            String digest = md5(result.message());
            String word = result.failed() ? "ERROR" : "OK";
            String since = result.dateText();
            boolean changed = true;
            if (before.get(result.name()) instanceof List<?> known && known.size() == 3 && word.equals(known.get(0))) {
                since = String.valueOf(known.get(1));
                changed = !digest.equals(known.get(2));
            }
            after.put(result.name(), List.of(word, since, digest));
            if (changed || !Files.exists(publicFolder.resolve(result.title() + HISTORY))) {
                history(result, word, since, now);
            }
            feed.add(result, word, since, digest);
        }
        removeOthers(results);
        ResultFiles copies = new ResultFiles(publicFolder.resolve("promise"));
        for (PromiseResult result : results) {
            copies.save(result, false);
        }
        StateFiles.write(status, Json.write(after), false);
        StateFiles.write(publicFolder.resolve("feed"), feed.text(), false);
        global(results, now);
        documents(publicFolder);
        documents(privateFolder);
        documents(privateFolder.resolve("documents"));
    }

    private void global(List<PromiseResult> results, Instant now) throws IOException {
        long failed = results.stream().filter(PromiseResult::failed).count();
        String date = date(now);
        String word = failed == 0 ? "OK" : "ERROR";
        StateFiles.write(
                privateFolder.resolve("monitor.global.json"),
                Json.write(instance.forInsiders(word, date, results.size() - failed, failed)),
                false);
        StateFiles.write(publicFolder.resolve("monitor.global.json"), Json.write(instance.forAll(word, date)), false);
        Path state = privateFolder.resolve("documents").resolve("monitor_state.data.json");
        List<@Nullable Object> rows = data(state);
        if (rows.isEmpty()) {
            rows.add("Date, Success, Error, Warning");
        }
        rows.add(date + ", " + (results.size() - failed) + ", " + failed + ", ");
        if (rows.size() > LONGEST_STATE) {
            rows.subList(1, rows.size() - LONGEST_STATE + 1).clear();
        }
        write(state, now, rows);
    }

    private void history(PromiseResult result, String word, String since, Instant now) throws IOException {
        Path file = publicFolder.resolve(result.title() + HISTORY);
        List<@Nullable Object> data = data(file);
        Map<String, Object> entry = new LinkedHashMap<>();
        if (data.isEmpty()) {
            entry.put("title", result.title());
            entry.put("name", result.name());
        }
        entry.put("execution-time", result.seconds());
        entry.put("status", word);
        entry.put("failed", result.failed());
        entry.put("date", result.dateText());
        entry.put("message", result.message());
        entry.put("change-date", since);
        data.add(entry);
        if (data.size() > LONGEST_HISTORY) {
            data.subList(0, data.size() - LONGEST_HISTORY).clear();
        }
        write(file, now, data);
        write(publicFolder.resolve(result.title() + STATISTICS), now, statistics(data, now));
    }

    /** One row a day: how many changes to which state there were. */
    private static List<@Nullable Object> statistics(List<@Nullable Object> history, Instant now) {
        Map<String, Map<String, Object>> days = new LinkedHashMap<>();
        for (Object one : history) {
            if (one instanceof Map<?, ?> entry && entry.get("date") instanceof String date && date.length() > 10) {
                Map<String, Object> day = days.computeIfAbsent(date.substring(0, 10), name -> new LinkedHashMap<>());
                boolean failed = "ERROR".equals(entry.get("status"));
                int errors = count(day, "ERROR") + (failed ? 1 : 0);
                int fine = count(day, "OK") + (failed ? 0 : 1);
                day.put("status", errors > 0 ? "ERROR" : "OK");
                day.put("change-time", seconds(now));
                day.put("date", date);
                day.put("message", Map.of("ERROR", errors, "OK", fine));
            }
        }
        return new ArrayList<>(days.values());
    }

    private static int count(Map<String, Object> day, String word) {
        return day.get("message") instanceof Map<?, ?> counts && counts.get(word) instanceof Integer count ? count : 0;
    }

    private void removeOthers(List<PromiseResult> results) throws IOException {
        Set<String> titles = results.stream().map(PromiseResult::title).collect(Collectors.toSet());
        removeOthers(publicFolder, titles, HISTORY);
        removeOthers(publicFolder, titles, STATISTICS);
        removeOthers(publicFolder.resolve("promise"), titles, ".status.json");
    }

    private static void removeOthers(Path folder, Set<String> titles, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + suffix)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!titles.contains(name.substring(0, name.length() - suffix.length()))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void documents(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                names.add(name.substring(0, name.length() - ".json".length()));
            }
        }
        names.sort(String::compareTo);
        StateFiles.write(folder.resolve("_document_list"), String.join("\n", names), false);
    }

    private static List<@Nullable Object> data(Path file) throws IOException {
        return read(file).get("data") instanceof List<?> known ? new ArrayList<>(known) : new ArrayList<>();
    }

    private static void write(Path file, Instant now, List<@Nullable Object> data) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("date", seconds(now));
        json.put("data", data);
        StateFiles.write(file, Json.write(json), false);
    }

    /** What stands in a file; what makes no sense counts as nothing. */
    private static Map<String, @Nullable Object> read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException | CharacterCodingException e) {
            return Map.of();
        }
        try {
            return Json.object(text);
        } catch (IOException e) {
            return Map.of();
        }
    }

    static String date(Instant moment) {
        return DATE.format(moment.atOffset(ZoneOffset.UTC));
    }

    private static double seconds(Instant moment) {
        return moment.toEpochMilli() / 1e3;
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return String.format("%032x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK knows MD5", e);
        }
    }
}
