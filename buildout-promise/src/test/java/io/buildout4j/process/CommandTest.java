package io.buildout4j.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void exitCodeAndOutputOfAShellLineComeBack() throws Exception {
        Outcome outcome =
                Command.shell(directory, "echo out; echo err >&2; exit 3").run();

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.output().text()).isEqualTo("out\nerr\n");
    }

    @Test
    void errorOutputCanBeKeptApart() throws Exception {
        Outcome outcome = Command.shell(directory, "echo out; echo err >&2")
                .withErrorsApart()
                .run();

        assertThat(outcome.output().text()).isEqualTo("out\n");
        assertThat(outcome.errors().text()).isEqualTo("err\n");
    }

    @Test
    void runsInItsDirectoryWithItsEnvironment() throws Exception {
        Outcome outcome = Command.shell(directory, "pwd -P; echo $COLOUR-$HOME")
                .withCleanEnvironment()
                .withEnvironment(Map.of("COLOUR", "blue"))
                .run();

        assertThat(outcome.output().text()).isEqualTo(directory.toRealPath() + "\nblue-\n");
    }

    @Test
    void readsWhatItIsGivenAndElseNothing() throws Exception {
        byte[] large = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);

        assertThat(Command.in(directory, "wc", "-c")
                        .withInput(large)
                        .run()
                        .output()
                        .trimmed())
                .isEqualTo("1000000");
        assertThat(Command.in(directory, "wc", "-c").run().output().trimmed()).isEqualTo("0");
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThatThrownBy(() -> Command.in(directory, "no-such-program-here").run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-program-here");
    }

    @Test
    void onlyTheEndOfALongOutputIsKept() throws Exception {
        Outcome outcome = Command.shell(directory, "head -c 50000000 /dev/zero | tr '\\0' x; echo end")
                .withTail(1000)
                .withTimeLimit(LIMIT)
                .run();

        assertThat(outcome.output().total()).isEqualTo(50_000_004);
        assertThat(outcome.output().cut()).isTrue();
        assertThat(outcome.output().text()).hasSize(1000).endsWith("xend\n");
    }

    @Test
    void aTailDoesNotStartWithHalfACharacter() throws Exception {
        Outcome outcome = Command.shell(directory, "printf 'ééééé'").withTail(5).run();

        assertThat(outcome.output().text()).isEqualTo("éé");
    }

    @Test
    void everyByteIsCopiedToAStream() throws Exception {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        Command.shell(directory, "head -c 300000 /dev/zero")
                .withTail(10)
                .withCopyTo(copy)
                .run();

        assertThat(copy.size()).isEqualTo(300_000);
    }

    @Test
    void aHangingProcessIsStoppedWhenItsTimeIsUp() throws Exception {
        Outcome outcome = Command.in(directory, "sleep", "60")
                .withTimeLimit(Duration.ofMillis(300))
                .run();

        assertThat(outcome.timedOut()).isTrue();
        assertThat(outcome.elapsed()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(30));
    }

    @Test
    void aProcessThatIgnoresTermIsKilledAfterTheGrace() throws Exception {
        Outcome outcome = Command.shell(directory, "trap '' TERM; echo $$ > pid; while :; do sleep 0.05; done")
                .withTimeLimit(Duration.ofSeconds(1))
                .withGrace(Duration.ofMillis(200))
                .run();

        assertThat(outcome.timedOut()).isTrue();
        assertThat(outcome.exitCode()).isEqualTo(137);
        assertThat(pid("pid")).isNotPresent();
    }

    @Test
    void aDaemonOfAHangingProcessDiesWithIt() throws Exception {
        Command.shell(directory, "setsid sh -c 'setsid sleep 60 & echo $! > pid' & wait; sleep 60")
                .withTimeLimit(Duration.ofMillis(500))
                .withGrace(Duration.ofMillis(200))
                .run();

        assertThat(pid("pid")).isNotPresent();
    }

    // Again and again, for what is looked for may be between two programs at that moment.
    @RepeatedTest(50)
    void whatAProcessLeftBehindIsStoppedAtOnce() throws Exception {
        Outcome outcome = Command.shell(directory, "setsid sleep 60 & echo $! > pid; echo done")
                .withTimeLimit(LIMIT)
                .run();

        assertThat(outcome.timedOut()).isFalse();
        assertThat(outcome.output().text()).isEqualTo("done\n");
        assertThat(outcome.elapsed()).isLessThan(Duration.ofSeconds(30));
        assertThat(pid("pid")).isNotPresent();
    }

    @Test
    void aDaemonThatClosedItsOutputIsStoppedToo() throws Exception {
        Command.shell(directory, "setsid sleep 60 </dev/null >/dev/null 2>&1 & echo $! > pid")
                .withTimeLimit(LIMIT)
                .run();

        assertThat(pid("pid")).isNotPresent();
    }

    @Test
    void whatMayStayInTheBackgroundStays() throws Exception {
        Outcome outcome = Command.shell(directory, "sleep 60 & echo $! > pid; echo done")
                .withBackground()
                .run();

        assertThat(outcome.output().text()).isEqualTo("done\n");
        assertThat(outcome.elapsed()).isLessThan(Duration.ofSeconds(30));
        assertThat(pid("pid")).isPresent();
        pid("pid").ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void anInterruptStopsTheProcess() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread runner = new Thread(() -> {
            try {
                Command.shell(directory, "echo $$ > pid; sleep 60").run();
            } catch (IOException | InterruptedException e) {
                thrown.set(e);
            }
        });
        runner.start();
        while (!Files.exists(directory.resolve("pid")) || Files.size(directory.resolve("pid")) == 0) {
            Thread.sleep(5);
        }
        runner.interrupt();
        runner.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(pid("pid")).isNotPresent();
    }

    /** The running process whose number stands in a file; one that merely waits to be reaped does not run. */
    private java.util.Optional<ProcessHandle> pid(String file) throws IOException {
        long pid = Long.parseLong(Files.readString(directory.resolve(file)).strip());
        return ProcessHandle.of(pid).filter(process -> {
            try {
                String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
                return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void eachLineOfAConversationIsAnswered() throws Exception {
        List<String> said = new ArrayList<>();
        Outcome outcome = Command.shell(
                        directory, "echo one; read a; echo \"$a?\"; read b; echo \"heard $b\" >&2; exit 3")
                .withAnswers(line -> {
                    said.add(line);
                    return "answer " + said.size();
                })
                .run();
        assertThat(said).containsExactly("one", "answer 1?");
        assertThat(outcome.errors().text()).isEqualTo("heard answer 2\n");
        assertThat(outcome.exitCode()).isEqualTo(3);
    }

    @Test
    void aConversationThatDoesNotEndIsStoppedWhenItsTimeIsUp() throws Exception {
        // It asks without listening, so both pipes fill up.
        Outcome outcome = Command.shell(directory, "while :; do echo question; done")
                .withAnswers(line -> "a long answer ".repeat(100))
                .withTimeLimit(Duration.ofMillis(300))
                .run();
        assertThat(outcome.timedOut()).isTrue();
    }

    @Test
    void whatAnAnswerThrowsStopsTheProcess() {
        Command command = Command.shell(directory, "echo question; exec sleep 600")
                .withAnswers(line -> {
                    throw new IllegalStateException("no answer");
                });
        assertThatThrownBy(command::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no answer");
    }
}
