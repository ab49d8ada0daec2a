package io.buildout4j;

import io.buildout4j.engine.merge.Contribution;
import io.buildout4j.engine.read.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Parsed files, shared by all profiles of one engine. A file is taken from here as long as its identity, size and time
 * are the same; files so young that a change might not show in their time are not kept.
 */
final class Shelf {

    private static final Duration YOUTH = Duration.ofSeconds(2);

    private final Map<Path, Entry> entries = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Shelf(InstantSource clock) {
        this.clock = clock;
    }

    /** Reads a file that is not on the shelf. */
    interface Parser {
        Contribution parse(Place place);
    }

    Contribution find(Place place, Parser parser) {
        Stamp stamp = place instanceof Place.Local local ? stamp(local.path()) : null;
        if (stamp == null || !(place instanceof Place.Local local)) {
            return parser.parse(place);
        }
        Entry known = entries.get(local.path());
        if (known != null && known.stamp.equals(stamp)) {
            return known.contribution;
        }
        Instant now = clock.instant();
        Contribution parsed = parser.parse(place);
        if (stamp.modified.toInstant().isBefore(now.minus(YOUTH))) {
            entries.put(local.path(), new Entry(stamp, parsed));
        }
        return parsed;
    }

    private static @Nullable Stamp stamp(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? new Stamp(
                            attributes.size(),
                            attributes.lastModifiedTime(),
                            Objects.requireNonNullElse(attributes.fileKey(), path))
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private record Stamp(long size, FileTime modified, Object key) {}

    private record Entry(Stamp stamp, Contribution contribution) {}
}
