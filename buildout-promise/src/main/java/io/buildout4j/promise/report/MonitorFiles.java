package io.buildout4j.promise.report;

import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.store.Json;
import io.buildout4j.promise.store.StateFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that SlapOS's monitor keeps about a partition: {@code _promise_status}, a history a promise that grows on
 * change only, {@code monitor.global.json} and an RSS {@code feed}.
 */
public final class MonitorFiles {
    private static final int LONGEST_HISTORY = 1000;

    private final Path directory;
    private final String title;

    /** Files in a directory, about a partition that people know by a title. */
    public MonitorFiles(Path directory, String title) {
        this.directory = directory;
        this.title = title;
    }

    /** Brings the files up to date with the last results. */
    public void update(List<PromiseResult> results) throws IOException {
        Map<String, @Nullable Object> before = read(directory.resolve("_promise_status"));
        Map<String, Object> after = new LinkedHashMap<>();
        List<Item> items = new ArrayList<>();
        int failed = 0;
        for (PromiseResult result : results) {
            failed += result.failed() ? 1 : 0;
            String status = result.failed() ? "ERROR" : "OK";
            String digest = md5(result.message());
            String change = result.dateText();
            boolean changed = true;
            if (before.get(result.title()) instanceof List<?> known
                    && known.size() == 3
                    && status.equals(known.get(0))) {
                change = String.valueOf(known.get(1));
                changed = !digest.equals(known.get(2));
            }
            after.put(result.title(), List.of(status, change, digest));
            if (changed) {
                history(result, status, change);
            }
            items.add(new Item(result, status, change));
        }
        StateFiles.write(directory.resolve("_promise_status"), Json.write(after), false);
        Map<String, Object> global = new LinkedHashMap<>();
        global.put("title", title);
        global.put("type", "global");
        global.put("status", failed == 0 ? "OK" : "ERROR");
        global.put(
                "date",
                items.stream()
                        .map(item -> item.result().dateText())
                        .max(String::compareTo)
                        .orElse(""));
        global.put("state", Map.of("success", results.size() - failed, "error", failed));
        StateFiles.write(directory.resolve("monitor.global.json"), Json.write(global), false);
        StateFiles.write(directory.resolve("feed"), feed(items), false);
    }

    private record Item(PromiseResult result, String status, String change) {}

    private void history(PromiseResult result, String status, String change) throws IOException {
        Path file = directory.resolve(result.title() + ".history.json");
        List<@Nullable Object> data = new ArrayList<>();
        if (read(file).get("data") instanceof List<?> known) {
            data.addAll(known);
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("status", status);
        entry.put("failed", result.failed());
        entry.put("date", result.dateText());
        entry.put("change-date", change);
        entry.put("message", result.message());
        entry.put("execution-time", result.seconds());
        data.add(entry);
        if (data.size() > LONGEST_HISTORY) {
            data.subList(0, data.size() - LONGEST_HISTORY).clear();
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("date", result.dateText());
        json.put("data", data);
        StateFiles.write(file, Json.write(json), false);
    }

    private String feed(List<Item> items) {
        StringBuilder feed = new StringBuilder(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + "<rss version=\"2.0\"><channel>\n<title>")
                .append(Markup.escaped(title))
                .append("</title>\n<link>urn:promises</link>\n<description>")
                .append(Markup.escaped(title))
                .append("</description>\n");
        for (Item item : items) {
            PromiseResult result = item.result();
            feed.append("<item><title>[")
                    .append(item.status())
                    .append("] ")
                    .append(Markup.escaped(result.title()))
                    .append("</title><description>")
                    .append(Markup.escaped(result.message()))
                    .append("</description><pubDate>")
                    .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            result.date().atOffset(ZoneOffset.UTC)))
                    .append("</pubDate><guid isPermaLink=\"false\">")
                    .append(md5(result.title() + item.status() + item.change()))
                    .append("</guid></item>\n");
        }
        return feed.append("</channel></rss>\n").toString();
    }

    /** What stands in a file; what makes no sense counts as nothing. */
    private static Map<String, @Nullable Object> read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException | java.nio.charset.CharacterCodingException e) {
            return Map.of();
        }
        try {
            return Json.object(text);
        } catch (IOException e) {
            return Map.of();
        }
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
