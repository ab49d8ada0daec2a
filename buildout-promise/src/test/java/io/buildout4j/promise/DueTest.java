package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.process.Command;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is run, and what is told of what is not, by the files that remember it. */
class DueTest extends RunnerFixture {
    @Test
    void whatIsNotDueIsSkippedAndAFailedLastResultFailsAgain() throws Exception {
        executable("etc/promise/good", "echo fine");
        executable("etc/promise/bad", "echo broken; exit 1");
        PromiseRunner runner = builder().build();

        runner.run();
        PromiseReport early = runner.run();
        clock.move(Duration.ofMinutes(2));
        PromiseReport due = runner.run();

        assertThat(early.skipped()).containsExactly("bad", "good");
        assertThat(early.results()).extracting(PromiseResult::title).containsExactly("bad");
        assertThat(early.firstFailure().orElseThrow().message()).isEqualTo("broken");
        assertThat(due.skipped()).isEmpty();
        assertThat(due.results()).hasSize(2);
        assertThat(transactions("good")).isEqualTo(2);
    }

    @Test
    void aClockSetBackDoesNotStopTheChecks() throws Exception {
        executable("etc/promise/good", "echo fine");
        PromiseRunner runner = builder().build();

        runner.run();
        clock.move(Duration.ofDays(-1));

        assertThat(runner.run().skipped()).isEmpty();
    }

    @Test
    void aChangedFileIsRunBeforeItIsDue() throws Exception {
        executable("etc/promise/check", "echo one");
        PromiseRunner runner = builder().build();
        runner.run();
        Files.setLastModifiedTime(
                executable("etc/promise/check", "echo two"),
                java.nio.file.attribute.FileTime.from(Instant.parse("2026-11-22T17:14:38Z")));

        assertThat(runner.run().results().get(0).message()).isEqualTo("two");
    }

    @Test
    void twoFilesOfOneTitleKeepTheirOwnResults() throws Exception {
        executable("etc/promise/check", "echo one");
        executable("etc/promise/check.sh", "echo two; exit 1");

        PromiseReport report = builder().build().run();

        assertThat(report.results()).extracting(PromiseResult::title).containsExactly("check", "check.sh");
        assertThat(report.results()).extracting(PromiseResult::message).containsExactly("one", "two");
    }

    @Test
    void tornAndForeignStateFilesCountAsNone() throws Exception {
        executable("etc/promise/check", "echo fine");
        PromiseRunner runner = builder().build();
        runner.run();
        Files.writeString(partition.resolve(".slapgrid/promise/cache/check"), "{\"is_tested\": tr");
        Files.writeString(partition.resolve(".slapgrid/promise/result/check.status.json"), "\0\0\0");
        Files.write(partition.resolve(".slapgrid/promise/log/check.log"), new byte[] {(byte) 0xff, 0, '\n', 'x'});

        PromiseReport report = builder().build().run();

        assertThat(report.results()).extracting(PromiseResult::message).containsExactly("fine");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void pipesInPlaceOfStateFilesHoldUpNobody() throws Exception {
        executable("etc/promise/known", "echo fine");
        executable("etc/promise/logged", "echo fine");
        for (String folder : List.of("cache", "result", "log")) {
            Files.createDirectories(partition.resolve(".slapgrid/promise").resolve(folder));
        }
        assertThat(Command.in(
                                partition.resolve(".slapgrid/promise"),
                                "mkfifo",
                                "cache/known",
                                "result/known.status.json",
                                "log/logged.log")
                        .run()
                        .succeeded())
                .isTrue();

        PromiseReport report = builder().build().run();

        assertThat(report.results()).extracting(PromiseResult::title).containsExactly("known", "logged");
        assertThat(report.results().get(0).message()).isEqualTo("fine");
        assertThat(report.results().get(1).message())
                .startsWith("fine\n(this could not be recorded: ")
                .contains("logged.log is no file");
    }

    @Test
    void aResultThatCannotBeKeptSaysSoAndStillCounts() throws Exception {
        Files.createDirectories(partition.resolve(".slapgrid/promise"));
        Files.writeString(partition.resolve(".slapgrid/promise/result"), "a file in the way");

        PromiseReport report = builder().build().run(Map.of("a", FAILS));

        assertThat(report.kept()).isFalse();
        assertThat(report.results().get(0).message()).startsWith("it is gone\n(this could not be recorded: ");
    }
}
