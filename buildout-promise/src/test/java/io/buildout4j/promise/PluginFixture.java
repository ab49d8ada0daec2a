package io.buildout4j.promise;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A partition for plugins in Python, where there is one. */
abstract class PluginFixture {
    static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir
    Path partition;

    final List<PromiseRunner> runners = new ArrayList<>();
    final List<String> banged = new ArrayList<>();

    @BeforeEach
    void pythonIsThere() {
        assumeTrue(Files.isExecutable(PYTHON), "no /usr/bin/python3");
    }

    @AfterEach
    void close() {
        runners.forEach(PromiseRunner::close);
    }

    PromiseRunner runner(Duration limit) {
        PromiseRunner runner = PromiseRunner.builder(partition)
                .python(PYTHON.toString())
                .timeout(limit)
                .onBang(banged::add)
                .build();
        runners.add(runner);
        return runner;
    }

    PromiseRunner runner() {
        return runner(Duration.ofSeconds(20));
    }

    void plugin(String name, String text) throws IOException {
        Path file = partition.resolve("etc/plugin").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
