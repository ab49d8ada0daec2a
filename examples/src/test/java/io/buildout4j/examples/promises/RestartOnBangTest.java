package io.buildout4j.examples.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
class RestartOnBangTest {

    @TempDir
    Path partition;

    @Test
    void anAnomalyBangsAndTheHostBringsTheServerBack() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            RestartOnBang.main(new String[] {partition.toString()});
        } finally {
            System.setOut(before);
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "the promise holds",
                        "the server died",
                        "a failure, perhaps by chance",
                        "bang: Promise web is failing",
                        "the server was started again",
                        "an anomaly",
                        "the promise holds");
    }
}
