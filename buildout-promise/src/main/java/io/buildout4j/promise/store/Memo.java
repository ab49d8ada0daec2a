package io.buildout4j.promise.store;

import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.Verdict;
import io.buildout4j.promise.history.LogEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of a promise left, or all that has to be known of it, as one line of a journal.
 *
 * @param title the promise
 * @param whole whether what was told before about this promise does not count any more
 * @param result what came of it; absent if something was only added to the log
 * @param entries what was logged and may not stand in its log file yet
 */
public record Memo(String title, boolean whole, Optional<PromiseResult> result, List<LogEntry> entries) {

    /** The line, without a line feed. */
    public byte[] line() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(400);
        try (var json = Json.generator(bytes)) {
            json.writeStartObject();
            json.writeStringField("title", title);
            if (whole) {
                json.writeBooleanField("whole", true);
            }
            if (result.isPresent()) {
                PromiseResult known = result.get();
                json.writeObjectFieldStart("result");
                json.writeStringField("name", known.name());
                json.writeStringField("path", known.path());
                json.writeStringField("type", known.verdict().type().name());
                json.writeBooleanField("failed", known.failed());
                json.writeNumberField("date", known.date().toEpochMilli());
                json.writeNumberField("nanos", known.executionTime().toNanos());
                json.writeStringField("message", known.message());
                json.writeEndObject();
            }
            json.writeArrayFieldStart("log");
            for (LogEntry entry : entries) {
                json.writeStartArray();
                json.writeString(entry.date());
                json.writeString(entry.level());
                json.writeString(entry.transaction());
                json.writeString(entry.text());
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * What a line tells.
     *
     * @throws IOException if it is none that {@link #line()} wrote
     */
    public static Memo read(byte[] line) throws IOException {
        Map<String, ?> json = Json.object(new String(line, StandardCharsets.UTF_8));
        try {
            String title = text(json.get("title"));
            List<LogEntry> entries = new ArrayList<>();
            if (json.get("log") instanceof List<?> log) {
                for (Object one : log) {
                    List<?> words = (List<?>) one;
                    entries.add(new LogEntry(
                            text(words.get(0)), text(words.get(1)), text(words.get(2)), text(words.get(3))));
                }
            }
            return new Memo(
                    title,
                    Boolean.TRUE.equals(json.get("whole")),
                    json.get("result") instanceof Map<?, ?> result
                            ? Optional.of(result(title, result))
                            : Optional.empty(),
                    entries);
        } catch (ClassCastException | NullPointerException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("a line of another kind: " + e.getMessage(), e);
        }
    }

    private static PromiseResult result(String title, Map<?, ?> result) {
        return new PromiseResult(
                title,
                text(result.get("name")),
                text(result.get("path")),
                new Verdict(
                        Verdict.Type.valueOf(text(result.get("type"))),
                        Boolean.TRUE.equals(result.get("failed")),
                        text(result.get("message"))),
                Instant.ofEpochMilli(number(result.get("date"))),
                Duration.ofNanos(number(result.get("nanos"))));
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        return (String) java.util.Objects.requireNonNull(value);
    }

    private static long number(@org.jspecify.annotations.Nullable Object value) {
        return ((Number) java.util.Objects.requireNonNull(value)).longValue();
    }
}
