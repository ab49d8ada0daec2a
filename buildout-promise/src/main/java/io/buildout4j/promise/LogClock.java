package io.buildout4j.promise;

import io.buildout4j.promise.history.LogEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;

/** The time as logs tell it: local, to the second. It is put into words once a second, as many promises may ask. */
final class LogClock {
    private final Clock clock;
    private volatile Stamp stamp = new Stamp(Long.MIN_VALUE, "");

    private record Stamp(long second, String text) {}

    LogClock(Clock clock) {
        this.clock = clock;
    }

    LocalDateTime now() {
        return LocalDateTime.now(clock);
    }

    String text() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Stamp last = stamp;
        if (last.second != second) {
            last = new Stamp(
                    second, LogEntry.date(LocalDateTime.ofInstant(Instant.ofEpochSecond(second), clock.getZone())));
            stamp = last;
        }
        return last.text;
    }
}
