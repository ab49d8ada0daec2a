package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(written, true, StandardCharsets.UTF_8);
    private long now;
    private final ProgressBar bar = new ProgressBar(terminal, 8, () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void tellsHowMuchIsDoneHowFastAndHowLongTheRestTakes() {
        for (int i = 0; i < 2; i++) {
            pass(Duration.ofSeconds(2));
            bar.stepped();
        }
        bar.doing("web");

        assertThat(bar.text()).isEqualTo("[#####               ] 2/8 parts, 0.5/s, 12 s left: web");
    }

    @Test
    void tellsWhatIsTransferredAndHowFast() {
        bar.doing("web");
        bar.transferred("nginx.tar.gz", 0, 4_000_000);
        pass(Duration.ofSeconds(1));
        bar.transferred("nginx.tar.gz", 1_500_000, 4_000_000);

        assertThat(bar.text()).endsWith("0/8 parts: nginx.tar.gz 1.5 of 4.0 MB, 1.5 MB/s");
    }

    @Test
    void linesStandAboveItAndAtTheEndItIsGone() {
        bar.doing("web");
        bar.above(() -> terminal.print("a line\n"));
        bar.close();

        String line = "\r\u001b[K";
        String text = "[                    ] 0/8 parts: web";
        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo(line + text + line + "a line\n" + line + text + line);
    }

    @Test
    void isNeverWiderThanANarrowTerminal() {
        bar.doing("x".repeat(200));

        assertThat(bar.text()).hasSize(79).endsWith("x…");
    }

    @Test
    void isDrawnNoMoreThanTenTimesASecond() {
        for (int i = 0; i < 1000; i++) {
            pass(Duration.ofMillis(1));
            bar.doing("part " + i);
        }

        assertThat(written.toString(StandardCharsets.UTF_8).split("\r", -1)).hasSizeBetween(9, 12);
    }
}
