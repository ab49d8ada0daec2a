package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.process.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host's promises leave is found again, however the process or the disk ended. */
class LedgerTest {
    private static final Promise FINE = context -> Finding.ok("fine");

    @TempDir
    Path partition;

    @Test
    void whatWasReportedSurvivesKillNine() throws Exception {
        killed(2, new Random(1));
    }

    @Test
    @Tag("slow")
    void whatWasReportedSurvivesManyKills() throws Exception {
        killed(12, new Random());
    }

    /** Each life goes on where the one before was killed; nothing that was told is lost, and nothing is there twice. */
    private void killed(int lives, Random random) throws Exception {
        int told = 0;
        for (int life = 0; life < lives; life++) {
            told = Math.max(told, lifetime(told, 5 + random.nextInt(200)));
            try (PromiseRunner next = PromiseRunner.builder(partition).build()) {
                List<PromiseResult> results = next.lastResults();
                assertThat(results).hasSize(20);
                for (int i = 0; i < 20; i++) {
                    List<Integer> runs = next.history("p" + i, 30).stream()
                            .map(entry -> number(entry.message()))
                            .toList();
                    int newest = runs.get(0);
                    assertThat(newest).as("p" + i).isGreaterThanOrEqualTo(told);
                    assertThat(runs)
                            .as("p" + i)
                            .isEqualTo(IntStream.range(0, runs.size())
                                    .mapToObj(back -> newest - back)
                                    .toList());
                }
                told = results.stream()
                        .mapToInt(result ->
                                number(next.history(result.title(), 1).get(0).message()))
                        .max()
                        .orElseThrow();
                // Where the kill came in the middle of a sweep some are one run behind; the next life starts even.
                int even = told;
                for (int i = 0; i < 20; i++) {
                    String title = "p" + i;
                    if (number(next.history(title, 1).get(0).message()) < even) {
                        next.run(Sweep.anomaly().with(Map.of(title, context -> {
                            context.info("sweep " + even);
                            return Finding.ok("made even");
                        })));
                    }
                }
            }
        }
    }

    private static int number(String message) {
        return Integer.parseInt(message.lines().findFirst().orElseThrow().substring("sweep ".length()));
    }

    /** Runs sweeps in a process of its own, kills it after so many milliseconds, and tells the last one it reported. */
    private int lifetime(int from, int millis) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SweepsUntilKilled.class.getName(),
                        partition.toString(),
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int last = from;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            assertThat(line).isNotNull();
            Thread killer = new Thread(() -> {
                try {
                    TimeUnit.MILLISECONDS.sleep(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                // By its handle: the process itself would close the pipe that is read.
                process.toHandle().destroyForcibly();
            });
            killer.start();
            for (; line != null; line = lines.readLine()) {
                if (line.matches("\\d+")) {
                    last = Integer.parseInt(line);
                }
            }
            killer.join();
        } finally {
            process.destroyForcibly().waitFor();
        }
        return last;
    }

    @Test
    void aRunnerThatWasClosedIsContinuedByTheNext() throws Exception {
        try (PromiseRunner first = PromiseRunner.builder(partition).build()) {
            first.run(Map.of("a", FINE));
            first.run(Map.of("a", FINE));
        }
        deleteFiles(partition.resolve(".slapgrid/promise/result"));

        try (PromiseRunner next = PromiseRunner.builder(partition).build()) {
            assertThat(next.lastResults()).extracting(PromiseResult::message).containsExactly("fine");
            assertThat(next.history("a", 9)).hasSize(2);
        }
    }

    @Test
    void theFilesFollowWhatChangedAtOnceAndAllElseAtTheEnd() throws Exception {
        Path log = partition.resolve(".slapgrid/promise/log/a.log");
        try (PromiseRunner runner = PromiseRunner.builder(partition).build()) {
            runner.run(Map.of("a", FINE));
            for (int i = 0; i < 5; i++) {
                runner.run(Map.of("a", FINE));
            }
            assertThat(Files.readAllLines(log)).hasSize(1);
            assertThat(runner.history("a", 9)).hasSize(6);
            runner.run(Map.of("a", context -> Finding.failed("gone")));
            assertThat(Files.readAllLines(log)).hasSize(7);
            runner.run(Map.of("a", context -> Finding.failed("gone")));
        }
        assertThat(Files.readAllLines(log)).hasSize(8);
    }

    @Test
    void manyChangesAreAllInTheFilesAfterTheEnd() throws Exception {
        Map<String, Promise> promises = new java.util.HashMap<>();
        for (int i = 0; i < 300; i++) {
            promises.put("p" + i, FINE);
        }
        try (PromiseRunner runner = PromiseRunner.builder(partition).build()) {
            runner.run(promises);
            assertThat(runner.lastResults()).hasSize(300);
        }
        try (Stream<Path> files = Files.list(partition.resolve(".slapgrid/promise/result"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".status.json")))
                    .hasSize(300);
        }
    }

    @Test
    void aFullDiskServesTheLastGoodStateAndIsUsedAgainOnceThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(partition.resolve("disk"));
        assumeTrue(
                Command.in(partition, "mount", "-t", "tmpfs", "-o", "size=256k", "none", disk.toString())
                        .run()
                        .succeeded(),
                "no right to mount a small disk");
        try {
            Map<String, Promise> promises = Map.of("a", FINE, "b", FINE);
            try (PromiseRunner runner = PromiseRunner.builder(disk).build()) {
                assertThat(runner.run(promises).results())
                        .extracting(PromiseResult::message)
                        .containsOnly("fine");
                Path filler = fill(disk);
                PromiseReport report = runner.run(Map.of("a", context -> Finding.failed("x".repeat(3000)), "b", FINE));
                assertThat(report.results().get(0).failed()).isTrue();
                assertThat(report.results().get(0).message()).contains("could not be recorded", "No space left");
                assertThat(PromiseRunner.builder(disk).build().lastResults())
                        .extracting(PromiseResult::message)
                        .containsExactly("fine", "fine");
                Files.delete(filler);
                assertThat(runner.run(promises).results())
                        .extracting(PromiseResult::message)
                        .containsOnly("fine");
                assertThat(runner.history("a", 9))
                        .extracting(HistoryEntry::failed)
                        .containsExactly(false, true, false);
            }
            try (PromiseRunner next = PromiseRunner.builder(disk).build()) {
                assertThat(next.history("a", 9))
                        .extracting(HistoryEntry::failed)
                        .containsExactly(false, true, false);
            }
        } finally {
            Command.in(partition, "umount", "-l", disk.toString()).run();
        }
    }

    private static Path fill(Path disk) throws IOException {
        Path filler = disk.resolve("filler");
        byte[] block = new byte[1024];
        try (var stream = Files.newOutputStream(filler)) {
            while (true) {
                stream.write(block);
            }
        } catch (IOException e) {
            return filler;
        }
    }

    @Test
    void inMemoryNoFileIsWrittenAndTheRulesHold() throws Exception {
        Promise down = ((Promise) context -> Finding.failed("down")).withAnomaly(Threshold.of(3, 3));
        List<Boolean> failed = new ArrayList<>();
        try (PromiseRunner runner = PromiseRunner.builder(partition).inMemory().build()) {
            for (int i = 0; i < 40; i++) {
                failed.add(!runner.run(Sweep.anomaly().with(Map.of("a", down))).kept());
            }
            assertThat(runner.lastResults()).extracting(PromiseResult::message).containsExactly("down");
            assertThat(runner.history("a", 99)).hasSize(30);
        }
        assertThat(failed).startsWith(false, false, true, true).doesNotContainSequence(true, false);
        try (Stream<Path> files = Files.list(partition)) {
            assertThat(files).isEmpty();
        }
    }

    private static void deleteFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
