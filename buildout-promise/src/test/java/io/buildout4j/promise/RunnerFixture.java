package io.buildout4j.promise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A partition, a clock the test moves, and what was banged. */
abstract class RunnerFixture {
    static final Promise HOLDS = context -> Finding.ok("all is well");
    static final Promise FAILS = context -> Finding.failed("it is gone");

    @TempDir
    Path partition;

    final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T17:14:37Z"));
    final List<String> banged = new ArrayList<>();

    PromiseRunner.Builder builder() {
        return PromiseRunner.builder(partition)
                .timeout(Duration.ofSeconds(10))
                .clock(clock)
                .onBang(banged::add);
    }

    long transactions(String title) throws IOException {
        try (var lines = Files.lines(partition.resolve(".slapgrid/promise/log/" + title + ".log"))) {
            return lines.count();
        }
    }

    Path executable(String path, String script) throws IOException {
        Path file = partition.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(Instant.parse("2026-11-22T17:00:00Z")));
        return file;
    }
}
