package io.buildout4j.promise.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.Sweep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;

/** A partition with one plugin, as the recipe writes it, that names a built-in. */
abstract class CheckFixture {
    @TempDir
    Path partition;

    Clock clock = Clock.systemUTC();

    void assertKept(String module, Map<String, String> parameters, String message) throws IOException {
        PromiseResult result = test(module, parameters);
        assertThat(result.message()).isEqualTo(message);
        assertThat(result.failed()).isFalse();
    }

    void assertFailed(String module, Map<String, String> parameters, String message) throws IOException {
        PromiseResult result = test(module, parameters);
        assertThat(result.message()).isEqualTo(message);
        assertThat(result.failed()).isTrue();
    }

    PromiseResult test(String module, Map<String, String> parameters) throws IOException {
        plugin(module, parameters);
        return runner().run(Sweep.test().force()).results().get(0);
    }

    PromiseResult anomaly(String module, Map<String, String> parameters) throws IOException {
        plugin(module, parameters);
        return runner().run(Sweep.anomaly().force()).results().get(0);
    }

    List<Boolean> anomalies(String module, Map<String, String> parameters, int runs) throws IOException {
        plugin(module, parameters);
        PromiseRunner runner = runner();
        List<Boolean> kept = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            kept.add(runner.run(Sweep.anomaly().force()).kept());
        }
        return kept;
    }

    PromiseRunner runner() {
        return PromiseRunner.builder(partition)
                .python("/nonexistent/python")
                .identity("COMP-1", "part0")
                .clock(clock)
                .build();
    }

    /** As the recipe writes it. */
    void plugin(String module, Map<String, String> parameters) throws IOException {
        Files.createDirectories(partition.resolve("etc/plugin"));
        StringBuilder text = new StringBuilder("import sys\nsys.path[0:0] = ()\n\nextra_config_dict = {");
        parameters.forEach((name, value) -> text.append("'")
                .append(name)
                .append("': ")
                .append(Words.quoted(value))
                .append(",\n  "));
        text.append("}\n\nfrom slapos.promise.plugin.").append(module).append(" import RunPromise\n");
        Files.writeString(partition.resolve("etc/plugin/check.py"), text);
    }

    void openssl(String arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("openssl"));
        words.addAll(List.of(arguments.split(" ")));
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .directory(partition.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "no openssl to make certificates");
            return;
        }
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static void awaitListening(int port) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
    }

    /** A server that gives one answer a connection; an empty one leaves the client waiting. */
    static ServerSocket serve(UnaryOperator<String> answers) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            List<Socket> waiting = new ArrayList<>();
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    StringBuilder request = new StringBuilder();
                    while (request.indexOf("\r\n\r\n") < 0) {
                        int c = client.getInputStream().read();
                        if (c < 0) {
                            break;
                        }
                        request.append((char) c);
                    }
                    String answer = answers.apply(request.toString());
                    if (answer.isEmpty()) {
                        waiting.add(client);
                    } else {
                        client.getOutputStream().write(("HTTP/1.1 " + answer).getBytes(StandardCharsets.US_ASCII));
                        client.close();
                    }
                } catch (IOException e) {
                    // Closed, or a client that went away.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
