package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains that are longer than a thread's stack, on a thread with a small one. */
class DeepChainsTest {

    private static final int DEPTH = 10_000;

    @TempDir
    Path directory;

    private Object onSmallStack(String section, String text) throws InterruptedException {
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread thread =
                new Thread(null, () -> outcome.set(new Profiles(directory).section(section, text)), "small", 256 << 10);
        thread.setUncaughtExceptionHandler((t, e) -> outcome.set(e));
        thread.start();
        thread.join();
        return outcome.get();
    }

    @Test
    void ofReferences() throws InterruptedException {
        StringBuilder text = new StringBuilder("[s0]\nx = end\n");
        for (int i = 1; i <= DEPTH; i++) {
            text.append("[s%d]\nx = ${s%d:x}\n".formatted(i, i - 1));
        }
        assertThat(onSmallStack("s" + DEPTH, text.toString())).hasToString("{x=end}");
    }

    @Test
    void ofMacros() throws InterruptedException {
        StringBuilder text = new StringBuilder("[s0]\nx = end\n");
        for (int i = 1; i <= DEPTH; i++) {
            text.append("[s%d]\n<= s%d\n".formatted(i, i - 1));
        }
        assertThat(onSmallStack("s" + DEPTH, text.toString())).hasToString("{x=end}");
    }

    @Test
    void ofFiles() throws InterruptedException {
        Profiles profiles = new Profiles(directory);
        for (int i = 1; i < DEPTH; i++) {
            profiles.file("f" + i + ".cfg", "[buildout]\nextends = f" + (i + 1) + ".cfg\n[a]\nx += " + i + "\n");
        }
        profiles.file("f" + DEPTH + ".cfg", "[a]\nx = end\n");
        assertThat(onSmallStack("a", "[buildout]\nextends = f1.cfg\n").toString())
                .startsWith("{x=end\n" + (DEPTH - 1) + "\n")
                .endsWith("\n1}");
    }

    @Test
    void diamondsUponDiamondsEndAtALimitOrWithAResult() {
        Profiles profiles = new Profiles(directory);
        for (int i = 1; i < 60; i++) {
            profiles.file(
                    "f" + i + ".cfg",
                    "[buildout]\nextends = f%d.cfg f%d.cfg\n[a]\nx = %d\n".formatted(i + 1, i + 1, i));
        }
        profiles.file("f60.cfg", "[a]\nx = end\ny += 1\n");
        assertThat(profiles.section("a", "[buildout]\nextends = f1.cfg\n")).isEqualTo("expansion-limit a:y");
    }
}
