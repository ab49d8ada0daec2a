package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** However often promises run, the host does not run out of files and threads. */
class LeakTest extends RunnerFixture {
    private static final Path FILES = Path.of("/proc/self/fd");
    private static final int ROUNDS = 12;

    @Test
    void noFileAndNoThreadIsLeftByManyRuns() throws Exception {
        assumeTrue(Files.isDirectory(FILES), "nothing tells which files are open");
        executable("etc/promise/says", "echo fine");
        executable("etc/promise/hangs", "sleep 600");
        try (ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            Files.createDirectories(partition.resolve("etc/plugin"));
            Files.writeString(
                    partition.resolve("etc/plugin/socket.py"),
                    "from slapos.promise.plugin.check_socket_listening import RunPromise\nextra_config_dict = {\n"
                            + "'host': '127.0.0.1', 'port': '" + server.getLocalPort() + "'}\n");
            rounds(2);
            long files = files();
            int threads = Thread.activeCount();
            rounds(ROUNDS);
            // What a run leaves to the background is given time to end.
            for (int i = 0; i < 300 && (files() > files + 5 || Thread.activeCount() > threads + 5); i++) {
                Thread.sleep(100);
            }
            assertThat(files()).isLessThanOrEqualTo(files + 5);
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 5);
        }
    }

    private void rounds(int count) {
        Map<String, Promise> promises = new HashMap<>(Map.of("holds", HOLDS, "fails", FAILS));
        promises.put("waits", context -> {
            Thread.sleep(600_000);
            return Finding.ok("at last");
        });
        for (int i = 0; i < count; i++) {
            try (PromiseRunner runner = builder().timeout(Duration.ofMillis(50)).build()) {
                PromiseReport report = runner.run(Sweep.anomaly().with(promises).force());
                assertThat(report.results()).hasSize(6);
            }
        }
    }

    private static long files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.count();
        }
    }
}
