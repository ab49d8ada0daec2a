package io.buildout4j.examples.bench;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.PromiseScheduler;
import io.buildout4j.promise.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** By how much time limits are passed, what a talkative promise costs, and how exactly many are run on a schedule. */
final class PromiseTimes {
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final int SCHEDULED = 10_000;
    private static final long PERIOD = Duration.ofSeconds(2).toNanos();
    private static final int SECONDS = 20;
    private static final int WARM = 8;

    private final Path directory;

    private PromiseTimes(Path directory) {
        this.directory = directory;
    }

    /** Takes nothing. */
    public static void main(String[] words) throws Exception {
        Path directory = Files.createTempDirectory("bench");
        try {
            PromiseTimes times = new PromiseTimes(directory);
            times.limits();
            times.talk();
            times.schedule();
        } finally {
            Directories.delete(directory);
        }
    }

    private void limits() throws IOException {
        Promise hangs = context -> {
            Thread.sleep(60_000);
            return Finding.ok("late");
        };
        Map<String, Promise> all = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            all.put("p" + i, hangs);
        }
        Sweep java = new Sweep(false, true, Sweep.test().only(), all, false);
        print("limit passed, Java, ms", overshoot(directory.resolve("java"), java, 25));
        Path partition = Files.createDirectories(directory.resolve("scripts/etc/promise"));
        for (int i = 0; i < 10; i++) {
            Path script = Files.writeString(partition.resolve("s" + i), "#!/bin/sh\nexec sleep 60\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        print(
                "limit passed, executables, ms",
                overshoot(directory.resolve("scripts"), Sweep.test().force(), 20));
    }

    private static List<Double> overshoot(Path partition, Sweep sweep, int rounds) throws IOException {
        List<Double> over = new ArrayList<>();
        Files.createDirectories(partition);
        try (PromiseRunner runner =
                PromiseRunner.builder(partition).inMemory().timeout(LIMIT).build()) {
            for (int i = 0; i < rounds; i++) {
                for (PromiseResult result : runner.run(sweep).results()) {
                    over.add((result.executionTime().minus(LIMIT).toNanos()) / 1e6);
                }
            }
        }
        return over;
    }

    private void talk() throws IOException {
        String line = "x".repeat(79);
        List<Double> lines = new ArrayList<>();
        List<Double> one = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Path partition = Files.createDirectories(directory.resolve("talk" + i));
            try (PromiseRunner runner = PromiseRunner.builder(partition).build()) {
                lines.add(millis(runner, context -> {
                    for (int k = 0; k < (1 << 20) / (line.length() + 1); k++) {
                        context.info(line);
                    }
                    return Finding.ok("done");
                }));
                one.add(millis(runner, context -> Finding.failed("y".repeat(1 << 20))));
            }
        }
        print("1 MB logged in lines of 80, persisted, ms", lines);
        print("1 MB logged on one line, persisted, ms", one);
    }

    private static double millis(PromiseRunner runner, Promise promise) {
        long start = System.nanoTime();
        runner.run(Map.of("talks", promise));
        return (System.nanoTime() - start) / 1e6;
    }

    private void schedule() throws Exception {
        Queue<Double> late = new ConcurrentLinkedQueue<>();
        long begun = System.nanoTime();
        Map<String, Promise> all = new HashMap<>();
        for (int i = 0; i < SCHEDULED; i++) {
            all.put("p" + i, timed(late, begun));
        }
        all.put("hangs", context -> {
            Thread.sleep(600_000);
            return Finding.ok("late");
        });
        try (PromiseRunner runner = PromiseRunner.builder(directory).build();
                PromiseScheduler scheduler = PromiseScheduler.start(runner, all, (result, bangs) -> {})) {
            Thread.sleep(Duration.ofSeconds(SECONDS).toMillis());
            scheduler.pause();
        }
        print("10 000 every 2 s, after " + WARM + " s begun off their time by, ms", List.copyOf(late));
    }

    /** Tells how far from its first time, by whole periods, each run begins. */
    private static Promise timed(Queue<Double> late, long begun) {
        long[] first = new long[1];
        Promise promise = context -> {
            long now = System.nanoTime();
            if (now - begun < Duration.ofSeconds(WARM).toNanos()) {
                first[0] = now;
            } else {
                long off = Math.floorMod(now - first[0], PERIOD);
                late.add(Math.min(off, PERIOD - off) / 1e6);
            }
            return Finding.ok("fine");
        };
        return promise.every(Duration.ofNanos(PERIOD));
    }

    private static void print(String what, List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%-60s half within %8.2f, 99 %% within %8.2f, all within %8.2f%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100),
                sorted.get(sorted.size() - 1));
    }
}
