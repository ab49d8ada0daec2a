package io.buildout4j.examples.bench;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** SlapOS's launcher and ours, in turn, on partitions of the same promises. */
final class PromisesBesideSlapOs {
    private static final String PLUGIN = """
            from zope.interface import implementer
            from slapos.grid.promise import interface
            from slapos.grid.promise.generic import GenericPromise
            @implementer(interface.IPromise)
            class RunPromise(GenericPromise):
                def sense(self):
                    %s
            """;
    private static final String FINE = "self.logger.info('fine')";
    private static final int ROUNDS = 3;

    private final Path driver;
    private final Path checkout;
    private final Path directory;

    private PromisesBesideSlapOs(Path driver, Path checkout, Path directory) {
        this.driver = driver;
        this.checkout = checkout;
        this.directory = directory;
    }

    /** Takes the driver of the launcher, the checkout, and how many promises of each kind; 50 unless said. */
    public static void main(String[] words) throws Exception {
        int count = words.length > 2 ? Integer.parseInt(words[2]) : 50;
        Path directory = Files.createTempDirectory("bench");
        try {
            new PromisesBesideSlapOs(Path.of(words[0]).toAbsolutePath(), Path.of(words[1]), directory).run(count);
        } finally {
            Directories.delete(directory);
        }
    }

    /** Writes the promise of a number into a partition. */
    private interface Kind {
        void write(Path partition, int number) throws IOException;
    }

    private void run(int count) throws Exception {
        System.out.printf("%-44s %12s %12s %8s%n", "ms a promise", "SlapOS", "ours", "ratio");
        compare("Python plugins that do nothing", count, 20, PromisesBesideSlapOs::idlePlugin);
        compare("shell scripts that do nothing", count, 20, PromisesBesideSlapOs::idleScript);
        compare(
                "100 shell scripts, 5 of them hang, limit 2 s",
                100,
                2,
                (partition, number) -> script(partition, number, hangs(number) ? "exec sleep 600" : "exit 0"));
        compare("100 plugins, 5 of them hang, limit 2 s", 100, 2, PromisesBesideSlapOs::hangingPlugin);
        Path known = partition("known", 100, PromisesBesideSlapOs::hangingPlugin);
        double theirFirst = theirs(known, 2);
        ours(known, 2);
        print("the same, for the second time", theirFirst / 100, ours(known, 2) / 100);
        double theirs = theirs(partition("java", count, PromisesBesideSlapOs::idlePlugin), 20) / count;
        print("Java promises, persisted, beside plugins", theirs, inProcess(1000));
    }

    private void compare(String what, int count, int limit, Kind kind) throws Exception {
        double theirs = Double.MAX_VALUE;
        double ours = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            theirs = Math.min(theirs, theirs(partition("theirs", count, kind), limit));
            ours = Math.min(ours, ours(partition("ours", count, kind), limit));
        }
        print(what, theirs / count, ours / count);
    }

    private static void print(String what, double theirs, double ours) {
        System.out.printf(Locale.ROOT, "%-44s %12.3f %12.4f %7.0fx%n", what, theirs * 1000, ours * 1000, theirs / ours);
    }

    private double theirs(Path partition, int limit) throws Exception {
        Outcome outcome = Command.in(
                        directory,
                        "/usr/bin/python3",
                        driver.toString(),
                        checkout.toString(),
                        "time",
                        partition.toString(),
                        Integer.toString(limit))
                .withErrorsApart()
                .withTimeLimit(Duration.ofMinutes(10))
                .run();
        if (!outcome.succeeded()) {
            throw new IOException(outcome.errors().text());
        }
        return Double.parseDouble(outcome.output().trimmed());
    }

    private static double ours(Path partition, int limit) {
        long start = System.nanoTime();
        try (PromiseRunner runner = PromiseRunner.builder(partition)
                .python("/usr/bin/python3")
                .timeout(Duration.ofSeconds(limit))
                .build()) {
            runner.run(Sweep.test().force());
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private double inProcess(int count) throws IOException {
        Map<String, Promise> promises = new HashMap<>();
        for (int i = 0; i < count; i++) {
            promises.put("p" + i, context -> Finding.ok("fine"));
        }
        Sweep sweep = Sweep.test().with(promises).withoutFiles();
        double best = Double.MAX_VALUE;
        try (PromiseRunner runner = PromiseRunner.builder(Files.createTempDirectory(directory, "host"))
                .build()) {
            for (int i = 0; i < 200; i++) {
                long start = System.nanoTime();
                runner.run(sweep);
                best = Math.min(best, (System.nanoTime() - start) / 1e9 / count);
            }
        }
        return best;
    }

    private Path partition(String name, int count, Kind kind) throws IOException {
        Path partition = Files.createTempDirectory(directory, name);
        Files.createDirectories(partition.resolve("etc/plugin"));
        Files.createDirectories(partition.resolve("etc/promise"));
        // Theirs does not make the folders it writes to.
        Files.createDirectories(partition.resolve(".slapgrid/promise/log"));
        for (int i = 0; i < count; i++) {
            kind.write(partition, i);
        }
        return partition;
    }

    private static void idlePlugin(Path partition, int number) throws IOException {
        plugin(partition, number, FINE);
    }

    private static void plugin(Path partition, int number, String body) throws IOException {
        Files.writeString(partition.resolve("etc/plugin/p" + number + ".py"), PLUGIN.formatted(body));
    }

    private static boolean hangs(int number) {
        return number % 20 == 7;
    }

    private static void hangingPlugin(Path partition, int number) throws IOException {
        plugin(partition, number, hangs(number) ? "import time; time.sleep(600)" : FINE);
    }

    private static void idleScript(Path partition, int number) throws IOException {
        script(partition, number, "exit 0");
    }

    private static void script(Path partition, int number, String body) throws IOException {
        Path script = Files.writeString(partition.resolve("etc/promise/s" + number), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
