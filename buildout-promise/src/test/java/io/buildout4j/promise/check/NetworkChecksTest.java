package io.buildout4j.promise.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.process.Command;
import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of what is on the network, with real servers. */
class NetworkChecksTest extends CheckFixture {
    @Test
    void aListeningPortIsFoundAndAClosedOneIsNot() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            assertKept(
                    "check_socket_listening",
                    Map.of("host", "127.0.0.1", "port", "" + port),
                    "socket connection OK ('127.0.0.1', " + port + ")");
        }
        assertFailed(
                "check_socket_listening",
                Map.of("host", "127.0.0.1", "port", "" + port),
                "ConnectionRefusedError: [Errno 111] Connection refused");
    }

    @Test
    void aListeningPortOfVersionSixIsFound() throws Exception {
        try (ServerSocket server = new ServerSocket()) {
            try {
                server.bind(new InetSocketAddress("::1", 0));
            } catch (IOException e) {
                assumeTrue(false, "no IPv6 here");
            }
            assertKept(
                    "check_socket_listening",
                    Map.of("host", "::1", "port", "" + server.getLocalPort()),
                    "socket connection OK ('::1', " + server.getLocalPort() + ", 0, 0)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "::, ::",
        "::1, ::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::",
        "fe80:0:0:0:1:2:3:4, fe80::1:2:3:4",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "127.0.0.1, 127.0.0.1"
    })
    void anAddressIsToldAsTheSystemTellsIt(String given, String told) throws Exception {
        assertThat(Words.address(InetAddress.getByName(given))).isEqualTo(told);
    }

    @Test
    void aSocketInTheFileSystemIsFound() throws Exception {
        Path path = partition.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            assertKept(
                    "check_socket_listening",
                    Map.of("pathname", path.toString()),
                    "socket connection OK '" + path + "'");
        }
        assertFailed(
                "check_socket_listening",
                Map.of("pathname", path.toString()),
                "ConnectionRefusedError: [Errno 111] Connection refused");
        assertFailed(
                "check_socket_listening",
                Map.of("pathname", path + "x"),
                "FileNotFoundError: [Errno 2] No such file or directory");
    }

    @Test
    void anAbstractSocketIsFound() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no /usr/bin/python3 to make an abstract socket");
        String name = "buildout4j-test-" + ProcessHandle.current().pid();
        Process server = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-c",
                        "import socket,sys\ns=socket.socket(socket.AF_UNIX)\ns.bind('\\0" + name
                                + "')\ns.listen(1)\nprint('ok',flush=True)\nsys.stdin.read()")
                .start();
        try {
            server.inputReader().readLine();
            assertKept("check_socket_listening", Map.of("abstract", name), "socket connection OK '\\x00" + name + "'");
        } finally {
            server.destroy();
            server.waitFor(5, TimeUnit.SECONDS);
        }
        assertFailed(
                "check_socket_listening",
                Map.of("abstract", name),
                "ConnectionRefusedError: [Errno 111] Connection refused");
    }

    @Test
    void aMixtureOfAddressesIsAnErrorThatTellsTheUsage() throws Exception {
        String usage = "Address must be specified in 1 of the following 3 forms: (host, port), path or abstract";
        assertFailed("check_socket_listening", Map.of(), usage);
        assertFailed("check_socket_listening", Map.of("host", "127.0.0.1"), usage);
        assertFailed("check_socket_listening", Map.of("pathname", "a", "abstract", "b"), usage);
    }

    @Test
    void threeFailuresOfASocketMakeAnAnomalyUnlessToldOtherwise() throws Exception {
        Map<String, String> closed =
                Map.of("pathname", partition.resolve("none").toString());
        assertThat(anomalies("check_socket_listening", closed, 4)).containsExactly(true, true, false, false);
        Files.delete(partition.resolve(".slapgrid/promise/log/check.log"));
        Map<String, String> two = Map.of("pathname", "none", "result-count", "5", "failure_amount", "2");
        assertThat(anomalies("check_socket_listening", two, 3)).containsExactly(true, false, false);
    }

    @Test
    void aUrlIsAskedForItsStatus() throws Exception {
        Map<String, String> answers = Map.of(
                "GET /ok ", "200 OK\r\nContent-Length: 2\r\n\r\nok",
                "GET /moved ", "302 Found\r\nLocation: /ok\r\nContent-Length: 0\r\n\r\n",
                "GET /hangs ", "");
        ServerSocket server = serve(request -> {
            if (request.startsWith("GET /private ")) {
                return (request.contains("Authorization: Basic dXNlcjpwYXNz\r\n") ? "200 OK" : "401 No")
                        + "\r\nContent-Length: 0\r\n\r\n";
            }
            if (request.startsWith("GET /spaces ")) {
                return (request.contains("Authorization: Basic IHVzZXI6cGFzcyA=\r\n") ? "200 OK" : "401 No")
                        + "\r\nContent-Length: 0\r\n\r\n";
            }
            return answers.entrySet().stream()
                    .filter(answer -> request.startsWith(answer.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("404 Not Found\r\nContent-Length: 0\r\n\r\n");
        });
        String url = "http://127.0.0.1:" + server.getLocalPort();
        try {
            assertKept(
                    "check_url_available",
                    Map.of("url", url + "/ok"),
                    "non-authenticated request to '" + url + "/ok' succeeded (returned expected code 200)");
            assertFailed(
                    "check_url_available",
                    Map.of("url", url + "/none"),
                    "non-authenticated request to '" + url + "/none' failed (returned 404, expected 200)");
            assertKept(
                    "check_url_available",
                    Map.of("url", url + "/none", "ignore-code", "1"),
                    "non-authenticated request to '" + url + "/none' succeeded (return code ignored)");
            assertKept(
                    "check_url_available",
                    Map.of("url", url + "/moved"),
                    "non-authenticated request to '" + url + "/moved' succeeded (returned expected code 200)");
            assertKept(
                    "check_url_available",
                    Map.of("url", url + "/moved", "allow-redirects", "0", "http-code", "302"),
                    "non-authenticated request to '" + url + "/moved' succeeded (returned expected code 302)");
            assertKept(
                    "check_url_available",
                    Map.of("url", url + "/private", "username", "user", "password", "pass"),
                    "authenticated request to '" + url + "/private' succeeded (returned expected code 200)");
            assertKept(
                    "check_url_available",
                    Map.of("url", url + "/spaces", "username", " user", "password", "pass "),
                    "authenticated request to '" + url + "/spaces' succeeded (returned expected code 200)");
            assertFailed(
                    "check_url_available",
                    Map.of("url", url + "/hangs", "timeout", "1"),
                    "ERROR: Read timed out. (read timeout=1)");
        } finally {
            server.close();
        }
        // Held by a socket that does not listen, the port is nobody else's meanwhile.
        try (Socket vacant = new Socket()) {
            vacant.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String refused = "http://127.0.0.1:" + vacant.getLocalPort() + "/ok";
            assertFailed(
                    "check_url_available",
                    Map.of("url", refused, "ignore-code", "1"),
                    "ERROR connection not possible while accessing '" + refused + "'");
        }
        assertFailed("check_url_available", Map.of("url", "nonsense"), "ERROR: URI is not absolute");
    }

    @Test
    void aWebsocketIsOpenedAndAnswers() throws Exception {
        try (ServerSocket server = WebSocketEcho.echo(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()))) {
            String url = "ws://127.0.0.1:" + server.getLocalPort() + "/chat?x=1";
            assertKept("check_websocket_available", Map.of("url", url), "Correctly connected to '" + url + "'");
            assertKept(
                    "check_websocket_available",
                    Map.of("url", url, "content-to-send", "hello", "content-to-receive", "hello"),
                    "Correctly received 'hello' from '" + url + "'");
            assertFailed(
                    "check_websocket_available",
                    Map.of("url", url, "content-to-send", "hello", "content-to-receive", "hello "),
                    "ERROR received 'hello' instead of 'hello '");
            assertFailed(
                    "check_websocket_available",
                    Map.of("url", url, "content-to-send", "a", "content-to-receive", "b"),
                    "ERROR received 'a' instead of 'b'");
        }
        try (ServerSocket server = serve(request -> "200 OK\r\nContent-Length: 0\r\n\r\n")) {
            String url = "ws://127.0.0.1:" + server.getLocalPort();
            assertFailed(
                    "check_websocket_available",
                    Map.of("url", url),
                    "ERROR connection not possible while accessing '" + url + "'");
        }
    }

    @Test
    void aHostThatAnswersPingsLosesNone() throws Exception {
        assumeTrue(
                Command.in(partition, "sh", "-c", "ping -4 -n -c 1 127.0.0.1")
                        .run()
                        .succeeded(),
                "no ping to loopback");
        PromiseResult here =
                anomaly("check_icmp_packet_lost", Map.of("address", "127.0.0.1", "ipv4", "true", "count", "2"));
        assertThat(here.message())
                .matches("PING host=127\\.0\\.0\\.1 code=0, result=[0-9.]+, packet_lost_ratio=0 msg=");
        assertThat(here.failed()).isFalse();
        // The second loss in a row is an anomaly.
        assertThat(anomalies("check_icmp_packet_lost", Map.of("address", "nobody.invalid", "count", "1"), 2))
                .containsExactly(true, false);
        assertThat(test("check_icmp_packet_lost", Map.of("address", "127.0.0.1"))
                        .verdict()
                        .type())
                .isEqualTo(Verdict.Type.EMPTY);
    }

    @Test
    void whatToPingHasToBeSaid() throws Exception {
        assertThat(test("check_icmp_packet_lost", Map.of()).message()).contains("'address' was not set");
        assertThat(test("check_icmp_packet_lost", Map.of("address", "::1", "threshold", "-1"))
                        .message())
                .contains("'threshold' value should be greater than 0.");
    }

    @Test
    void aUrlThatLeadsInACircleFails() throws Exception {
        try (ServerSocket server = serve(request -> "302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")) {
            assertFailed(
                    "check_url_available",
                    Map.of("url", "http://127.0.0.1:" + server.getLocalPort() + "/"),
                    "ERROR: Exceeded 30 redirects.");
        }
    }

    @Test
    void aPasswordStaysWithTheServerItWasGivenFor() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (ServerSocket other = serve(request -> {
            seen.add(request);
            return "200 OK\r\nContent-Length: 0\r\n\r\n";
        })) {
            String elsewhere = "http://127.0.0.1:" + other.getLocalPort() + "/";
            try (ServerSocket server =
                    serve(request -> "302 Found\r\nLocation: " + elsewhere + "\r\nContent-Length: 0\r\n\r\n")) {
                PromiseResult result = test(
                        "check_url_available",
                        Map.of(
                                "url",
                                "http://127.0.0.1:" + server.getLocalPort() + "/",
                                "username",
                                "user",
                                "password",
                                "pass"));
                assertThat(result.failed()).isFalse();
            }
        }
        assertThat(seen).hasSize(1).noneMatch(request -> request.contains("Authorization"));
    }
}
