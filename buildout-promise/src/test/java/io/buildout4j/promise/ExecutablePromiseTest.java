package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutablePromiseTest extends RunnerFixture {
    @Test
    void anExecutableFailsByItsExitStatusAndItsOutputIsTheMessage() throws Exception {
        executable("etc/promise/good.sh", "pwd -P; echo fine >&2");
        executable("etc/promise/bad", "echo '  broken  '; exit 4");
        Files.writeString(partition.resolve("etc/promise/README"), "not executable");

        PromiseReport report = builder().build().run();

        assertThat(report.results()).extracting(PromiseResult::title).containsExactly("bad", "good");
        assertThat(report.results()).extracting(PromiseResult::name).containsExactly("bad", "good.sh");
        assertThat(report.results().get(0).message()).isEqualTo("broken");
        assertThat(report.results().get(0).failed()).isTrue();
        assertThat(report.results().get(1).message()).isEqualTo(partition.toRealPath() + "\nfine");
        assertThat(report.results().get(1).failed()).isFalse();
    }

    @Test
    void anExecutableIsAnAnomalyAfterThreeFailuresAndNeverBangs() throws Exception {
        executable("etc/promise/bad", "exit 1");
        PromiseRunner runner = builder().build();

        List<Boolean> kept = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            kept.add(runner.run(Sweep.anomaly().force()).kept());
        }

        assertThat(kept).containsExactly(true, true, false);
        assertThat(banged).isEmpty();
    }

    @Test
    void aHangingExecutableIsStoppedInTime() throws Exception {
        executable("etc/promise/hangs", "echo started; sleep 60");
        executable("etc/promise/works", "echo ok");

        PromiseReport report = builder().timeout(Duration.ofMillis(700)).build().run();

        assertThat(report.results())
                .extracting(PromiseResult::message)
                .containsExactly("Error: Promise timed out after 0.7 seconds", "ok");
    }

    @Test
    void aFileThatIsNoProgramFailsWithTheCause() throws Exception {
        Path file = executable("etc/promise/odd", "");
        Files.write(file, new byte[] {0, 1, 2, 3});

        PromiseReport report = builder().build().run();

        assertThat(report.results().get(0).failed()).isTrue();
        assertThat(report.results().get(0).message()).isNotEmpty();
    }
}
