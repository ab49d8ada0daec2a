package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.promise.history.Judgement;
import io.buildout4j.promise.history.PromiseLog;
import io.buildout4j.promise.store.Json;
import io.buildout4j.promise.store.ResultFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ours beside SlapOS's own launcher: the same judgement of the same logs, the same files readable by both. */
class SlapOsPeerTest {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    @TempDir
    Path partition;

    private String checkout = "";

    @BeforeEach
    void checkoutIsThere() {
        String given = System.getenv("SLAPOS_CORE_CHECKOUT");
        assumeTrue(given != null, "SLAPOS_CORE_CHECKOUT does not name a checkout of SlapOS/slapos.core");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no /usr/bin/python3");
        checkout = given;
    }

    @Test
    void randomLogsAreJudgedAlike() throws Exception {
        Random random = new Random(7);
        List<String> questions = new ArrayList<>();
        List<Judgement> ours = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String title = "p" + i;
            Files.write(partition.resolve(title + ".log"), log(random).getBytes(StandardCharsets.UTF_8));
            int results = random.nextInt(7);
            int failures = random.nextInt(5);
            int minutes = random.nextInt(3) == 0 ? 1 + random.nextInt(40) : 0;
            questions.add(Json.write(Map.of(
                    "folder",
                    partition.toString(),
                    "title",
                    title,
                    "results",
                    results,
                    "failures",
                    failures,
                    "minutes",
                    minutes)));
            Optional<LocalDateTime> after = minutes == 0
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.now().minusMinutes(minutes));
            ours.add(Judgement.of(new PromiseLog(partition.resolve(title + ".log")).newest(results, after), failures));
        }
        Outcome outcome = driver(List.of("judge"), String.join("\n", questions) + "\n");

        String[] answers = outcome.output().text().split("\n");
        assertThat(answers).as(outcome.errors().text()).hasSize(120);
        for (int i = 0; i < answers.length; i++) {
            Map<String, ?> theirs = Json.object(answers[i]);
            assertThat(ours.get(i).failed()).as(questions.get(i)).isEqualTo(theirs.get("failed"));
            assertThat(Verdict.test(false, ours.get(i).message()).message())
                    .as(questions.get(i))
                    .isEqualTo(theirs.get("message"));
        }
    }

    @Test
    void onePartitionIsRunByBothInTurns() throws Exception {
        Path plugin = Files.createDirectories(partition.resolve("etc/plugin")).resolve("flask.py");
        Files.writeString(plugin, """
                from zope.interface import implementer
                from slapos.grid.promise import interface
                from slapos.grid.promise.generic import GenericPromise
                @implementer(interface.IPromise)
                class RunPromise(GenericPromise):
                    def sense(self):
                        self.logger.error("down\\nfor good")
                    def anomaly(self):
                        return self._anomaly(result_count=3, failure_amount=3)
                """);
        Path legacy = Files.createDirectories(partition.resolve("etc/promise")).resolve("disk");
        Files.writeString(legacy, "#!/bin/sh\necho full; exit 1\n");
        Files.setPosixFilePermissions(legacy, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (PromiseRunner runner =
                PromiseRunner.builder(partition).python("/usr/bin/python3").build()) {
            assertThat(theirs("anomaly", "force")).isEqualTo("kept");
            assertThat(runner.run(Sweep.anomaly().force()).kept()).isTrue();
            // The third failure, counted by them over a log of both.
            assertThat(theirs("anomaly", "force")).isEqualTo("Promise 'flask.py' failed with output: down\nfor good");
            assertThat(runner.run(Sweep.anomaly().force())
                            .firstFailure()
                            .orElseThrow()
                            .message())
                    .isEqualTo("down\nfor good");
            // What is not due is taken from the other's files.
            assertThat(theirs("anomaly", "")).isEqualTo("Promise 'flask.py' failed with output: down\nfor good");
            assertThat(theirs("anomaly", "force")).startsWith("Promise 'flask.py' failed");
            PromiseReport recalled = runner.run(Sweep.anomaly());
            assertThat(recalled.skipped()).containsExactly("flask", "disk");
            assertThat(recalled.results()).extracting(PromiseResult::failed).containsExactly(true, true);
        }
        assertThat(new ResultFiles(partition.resolve(".slapgrid/promise/result"))
                        .find("disk")
                        .orElseThrow()
                        .message())
                .isEqualTo("full");
    }

    private String theirs(String mode, String force) throws Exception {
        Outcome outcome = driver(List.of("run", partition.toString(), mode, force), "");
        assertThat(outcome.exitCode()).as(outcome.errors().text()).isZero();
        return outcome.output().trimmed();
    }

    private Outcome driver(List<String> arguments, String input) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("/usr/bin/python3", "-c"));
        try (InputStream source = SlapOsPeerTest.class.getResourceAsStream("slapos_driver.py")) {
            words.add(new String(source.readAllBytes(), StandardCharsets.UTF_8));
        }
        words.add(checkout);
        words.addAll(arguments);
        return Command.in(partition, words)
                .withErrorsApart()
                .withTail(32 << 20)
                .withInput(input.getBytes(StandardCharsets.UTF_8))
                .withTimeLimit(Duration.ofSeconds(50))
                .run();
    }

    /** Entries of some runs of the last hour, among lines that belong to others or to nobody. */
    private static String log(Random random) {
        StringBuilder log = new StringBuilder(random.nextInt(5) == 0 ? "no entry at all\n" : "");
        LocalDateTime date = LocalDateTime.now().minusMinutes(random.nextInt(60));
        int runs = random.nextInt(8);
        for (int run = 0; run < runs; run++) {
            String mark = (1_700_000_000 + random.nextInt(3)) + "-" + (100 + random.nextInt(3));
            for (int entry = random.nextInt(3); entry >= 0; entry--) {
                String level = List.of("INFO", "ERROR", "WARNING", "CRITICAL", "INFO", "error")
                        .get(random.nextInt(6));
                log.append(DATE.format(date))
                        .append(" - ")
                        .append(level)
                        .append(" - ")
                        .append(mark)
                        .append(" - ");
                for (int line = random.nextInt(3); line >= 0; line--) {
                    log.append(List.of(
                                            "",
                                            "text",
                                            " - dashed ",
                                            "\ttabbed",
                                            "ünï\u00a0",
                                            "2020-01-01 x",
                                            "x".repeat(3000))
                                    .get(random.nextInt(7)))
                            .append('\n');
                }
            }
            date = date.plusMinutes(random.nextInt(9));
        }
        return random.nextInt(4) == 0 && log.length() > 0 ? log.substring(0, log.length() - 1) : log.toString();
    }
}
