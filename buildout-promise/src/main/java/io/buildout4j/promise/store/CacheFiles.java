package io.buildout4j.promise.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of promises before they are loaded, one file a title: whether they are due, and in which modes. */
public final class CacheFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CacheFiles.class);

    /** The times of files pass in steps; Linux takes steps of up to this. */
    private static final int TICK_MILLIS = 10;

    private final Path directory;

    /** The caches in that directory, which need not exist. */
    public CacheFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * What is known of a promise.
     *
     * @param tested whether it is run after a deployment
     * @param watched whether it is run between deployments
     * @param period the time between two runs
     * @param nextRun when it is due
     * @param written when this was written
     */
    public record Cached(boolean tested, boolean watched, Duration period, Instant nextRun, Instant written) {}

    /** Remembers a promise that comes from a file. */
    public void save(String title, Cached cached, Path file) throws IOException {
        double minutes = cached.period().toNanos() / 60e9;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("is_tested", cached.tested());
        json.put("is_anomaly_detected", cached.watched());
        json.put("periodicity", minutes == Math.rint(minutes) ? (Object) (long) minutes : (Object) minutes);
        json.put("next_run_after", epoch(cached.nextRun()));
        json.put("timestamp", epoch(cached.written()));
        json.put("module_file", file.toString());
        json.put("module_file_mtime", epoch(Files.getLastModifiedTime(file).toInstant()));
        StateFiles.write(directory.resolve(title), Json.write(json), false);
    }

    /**
     * What is known of the promise in a file, if the file is still the one it was.
     *
     * @param now a cache from the future, as a clock set back leaves it, counts as none
     */
    public Optional<Cached> find(String title, Path file, Instant now) {
        Path cache = directory.resolve(title);
        try {
            Map<String, ?> json = Json.object(StateFiles.read(cache));
            Instant written = instant(json, "timestamp");
            Path module = Path.of(String.valueOf(json.get("module_file")));
            boolean same = near(Files.getLastModifiedTime(module).toInstant(), instant(json, "module_file_mtime"))
                    && (module.equals(file)
                            || !Files.getLastModifiedTime(file).toInstant().isAfter(written));
            if (!same || hasty(cache, module) || written.isAfter(now.plusSeconds(1))) {
                return Optional.empty();
            }
            return Optional.of(new Cached(
                    Boolean.TRUE.equals(json.get("is_tested")),
                    Boolean.TRUE.equals(json.get("is_anomaly_detected")),
                    Duration.ofNanos((long) (number(json, "periodicity") * 60e9)),
                    instant(json, "next_run_after"),
                    written));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.warn("unreadable promise cache {}: {}", cache, e.toString());
            return Optional.empty();
        }
    }

    /** Whether the file may have changed after it was remembered without a sign of it in its time. */
    private static boolean hasty(Path cache, Path module) throws IOException {
        FileTime sure = FileTime.fromMillis(Files.getLastModifiedTime(module).toMillis() + TICK_MILLIS);
        return Files.getLastModifiedTime(cache).compareTo(sure) <= 0;
    }

    private static boolean near(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(Duration.ofMillis(1)) < 0;
    }

    private static double epoch(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    private static Instant instant(Map<String, ?> json, String key) throws IOException {
        double seconds = number(json, key);
        long whole = (long) Math.floor(seconds);
        return Instant.ofEpochSecond(whole, (long) ((seconds - whole) * 1e9));
    }

    private static double number(Map<String, ?> json, String key) throws IOException {
        if (json.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IOException("no number " + key);
    }
}
