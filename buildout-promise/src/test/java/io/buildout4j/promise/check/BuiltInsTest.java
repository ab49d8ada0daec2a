package io.buildout4j.promise.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.promise.PromiseReport;
import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.Sweep;
import io.buildout4j.promise.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInsTest {
    private static final DateTimeFormatter LOG_DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss uuuu", Locale.ENGLISH);

    @TempDir
    Path partition;

    private Clock clock = Clock.systemUTC();

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
    void aCommandHoldsIfItsExitStatusIsZero() throws Exception {
        assertKept("check_command_execute", Map.of("command", "true"), "OK 'true' run with success");
        assertFailed(
                "check_command_execute",
                Map.of("command", "echo \"it's\"; exit 3"),
                "ERROR 'echo \"it\\'s\"; exit 3' run with failure, output: b\"it's\\n\"");
        Files.delete(partition.resolve(".slapgrid/promise/log/check.log"));
        assertThat(anomalies(
                        "check_command_execute",
                        Map.of("command", "false", "result_count", "2", "failure_amount", "2"),
                        2))
                .containsExactly(true, false);
    }

    @Test
    void aCommandThatHangsIsStopped() throws Exception {
        plugin("check_command_execute", Map.of("command", "echo $$ > pid; sleep 60"));
        PromiseReport report = PromiseRunner.builder(partition)
                .timeout(Duration.ofMillis(500))
                .build()
                .run();

        assertThat(report.results().get(0).message()).isEqualTo("Error: Promise timed out after 0.5 seconds");
        long pid = Long.parseLong(Files.readString(partition.resolve("pid")).strip());
        for (int i = 0; i < 100 && ServiceState.running(pid); i++) {
            Thread.sleep(10);
        }
        assertThat(ServiceState.running(pid)).isFalse();
    }

    @Test
    void aFilesStateIsChecked() throws Exception {
        Path empty = Files.writeString(partition.resolve("empty"), "");
        Path full = Files.writeString(partition.resolve("full"), "x");
        String none = partition.resolve("none").toString();

        assertKept("check_file_state", Map.of("filename", none, "state", "absent"), "OK '" + none + "' state 'absent'");
        assertFailed(
                "check_file_state",
                Map.of("filename", full.toString(), "state", "absent"),
                "ERROR '" + full + "' not absent");
        assertKept(
                "check_file_state",
                Map.of("filename", empty.toString(), "state", "empty"),
                "OK '" + empty + "' state 'empty'");
        assertFailed(
                "check_file_state",
                Map.of("filename", full.toString(), "state", "empty", "url", "http://x"),
                "ERROR '" + full + "' not empty, content available at http://x");
        assertFailed(
                "check_file_state",
                Map.of("filename", empty.toString(), "state", "not-empty"),
                "ERROR '" + empty + "' empty");
        assertKept("check_file_state", Map.of("filename", full.toString()), "OK '" + full + "' state None");
        assertFailed("check_file_state", Map.of("filename", none), "ERROR '" + none + "' not present");
        assertFailed(
                "check_file_state",
                Map.of("filename", partition.toString()),
                "ERROR IsADirectoryError(21, 'Is a directory') during opening and reading file '" + partition + "'");
    }

    @Test
    void fewerResultsThanFailuresAreRefused() throws Exception {
        assertFailed(
                "check_file_state",
                Map.of("filename", "x", "failure-amount", "3"),
                "Error: No output returned by the promise: IllegalArgumentException: "
                        + "Bad configuration: result-count 1 < failure_amount 3");
    }

    @Test
    void aFileThatIsNotToReportAnomaliesDoesNot() throws Exception {
        plugin("check_file_state", Map.of("filename", "none", "report-anomaly", "false"));
        PromiseReport report = PromiseRunner.builder(partition).build().run(Sweep.anomaly());

        assertThat(report.results().get(0).verdict().type()).isEqualTo(Verdict.Type.EMPTY);
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
            assertFailed(
                    "check_url_available",
                    Map.of("url", url + "/hangs", "timeout", "1"),
                    "ERROR: Read timed out. (read timeout=1)");
        } finally {
            server.close();
        }
        assertFailed(
                "check_url_available",
                Map.of("url", url + "/ok", "ignore-code", "1"),
                "ERROR connection not possible while accessing '" + url + "/ok'");
        assertFailed("check_url_available", Map.of("url", "nonsense"), "ERROR: URI is not absolute");
    }

    @Test
    void aCertificateIsCheckedForItsEndAndItsKey() throws Exception {
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.crt -days 30 -subj /CN=localhost");
        openssl("rsa -in rsa.key -out rsa1.key -traditional");
        openssl("ecparam -name prime256v1 -genkey -noout -out ec.key");
        openssl("req -x509 -new -key ec.key -out ec.crt -days 30 -subj /CN=localhost");
        openssl("req -x509 -newkey ed25519 -nodes -keyout ed.key -out ed.crt -days 30 -subj /CN=localhost");

        assertKept(
                "check_certificate",
                Map.of("certificate", "rsa.crt"),
                "OK Certificate 'rsa.crt' is ok, no key provided");
        for (String[] pair : new String[][] {
            {"rsa.crt", "rsa.key"}, {"rsa.crt", "rsa1.key"}, {"ec.crt", "ec.key"}, {"ed.crt", "ed.key"}
        }) {
            assertKept(
                    "check_certificate",
                    Map.of("certificate", pair[0], "key", pair[1]),
                    "OK Certificate '" + pair[0] + "' and key '" + pair[1] + "' are ok");
        }
        assertFailed(
                "check_certificate",
                Map.of("certificate", "rsa.crt", "key", "ec.key"),
                "ERROR Certificate 'rsa.crt' does not match key 'ec.key'");
        openssl("genrsa -out other.key 2048");
        assertFailed(
                "check_certificate",
                Map.of("certificate", "rsa.crt", "key", "other.key"),
                "ERROR Certificate 'rsa.crt' does not match key 'other.key'");
        assertFailed(
                "check_certificate",
                Map.of("certificate", "rsa.crt", "certificate-expiration-days", "31"),
                "ERROR Certificate 'rsa.crt' will expire in less than 31 days");
        assertFailed(
                "check_certificate",
                Map.of("certificate", "rsa.crt", "certificate-expiration-days", "x"),
                "ERROR certificate-expiration-days is wrong: 'x'");
        assertFailed(
                "check_certificate",
                Map.of("certificate", "rsa.key"),
                "ERROR Problem loading certificate 'rsa.key', error: Invalid PEM encoding");
    }

    @Test
    void aServerWithACertificateOfItsOwnIsAskedUnlessItHasToBeVerified() throws Exception {
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout s.key -out s.crt -days 30 -subj /CN=localhost"
                + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1");
        int port = freePort();
        Process server = new ProcessBuilder(
                        "openssl",
                        "s_server",
                        "-accept",
                        "" + port,
                        "-cert",
                        "s.crt",
                        "-key",
                        "s.key",
                        "-www",
                        "-4",
                        "-quiet")
                .directory(partition.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            awaitListening(port);
            String url = "https://127.0.0.1:" + port + "/";
            String fine = "non-authenticated request to '" + url + "' succeeded (returned expected code 200)";
            assertKept("check_url_available", Map.of("url", url), fine);
            assertKept("check_url_available", Map.of("url", url, "ca-cert-file", "s.crt"), fine);
            PromiseResult verified = test("check_url_available", Map.of("url", url, "verify", "1"));
            assertThat(verified.failed()).isTrue();
            assertThat(verified.message()).startsWith("ERROR SSL error while accessing '" + url + "': ");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(int port) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
    }

    @Test
    void aWebsocketIsOpenedAndAnswers() throws Exception {
        try (ServerSocket server = echo()) {
            String url = "ws://127.0.0.1:" + server.getLocalPort() + "/chat?x=1";
            assertKept("check_websocket_available", Map.of("url", url), "Correctly connected to '" + url + "'");
            assertKept(
                    "check_websocket_available",
                    Map.of("url", url, "content-to-send", "hello", "content-to-receive", "hello"),
                    "Correctly received 'hello' from '" + url + "'");
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

    /** A websocket that sends back what it gets. */
    private static ServerSocket echo() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    java.io.DataInputStream in = new java.io.DataInputStream(client.getInputStream());
                    StringBuilder request = new StringBuilder();
                    while (request.indexOf("\r\n\r\n") < 0) {
                        request.append((char) in.readUnsignedByte());
                    }
                    String key = request.toString().replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
                    byte[] digest = java.security.MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
                    client.getOutputStream()
                            .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                            + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                            + java.util.Base64.getEncoder().encodeToString(digest) + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    int kind = in.readUnsignedByte();
                    byte[] frame = in.readNBytes((in.readUnsignedByte() & 0x7f) + 4);
                    byte[] back = new byte[frame.length - 2];
                    back[0] = (byte) kind;
                    back[1] = (byte) (frame.length - 4);
                    for (int i = 4; i < frame.length; i++) {
                        back[i - 2] = (byte) (frame[i] ^ frame[i % 4]);
                    }
                    client.getOutputStream().write(new byte[] {(byte) 0x89, 0});
                    client.getOutputStream().write(back);
                    in.read();
                } catch (IOException | java.security.NoSuchAlgorithmException e) {
                    // Closed, or a client that went away.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    @Test
    void aDiskWithRoomIsFineAndAFullOneIsNot() throws Exception {
        assertKept("check_free_disk_space", Map.of("threshold", "0.000001"), "Current disk usage: OK");
        plugin("check_free_disk_space", Map.of("threshold", "99999999"));
        PromiseResult result = PromiseRunner.builder(partition)
                .build()
                .run(Sweep.test().force())
                .results()
                .get(0);
        assertThat(result.failed()).isTrue();
        assertThat(result.message())
                .matches(
                        "Free disk space low: remaining \\d+\\.\\d\\d G \\(disk size: \\d+ G, threshold: 99999999 G\\)\\.");
    }

    @Test
    void aServiceIsKnownByItsPidFile() throws Exception {
        Process service = new ProcessBuilder("sleep", "60").start();
        Files.createDirectories(partition.resolve("var/run"));
        Files.writeString(partition.resolve("var/run/web.pid"), service.pid() + "\n");
        assertKept(
                "check_service_state",
                Map.of("service", "web", "expect", "running"),
                "OK service 'web' is in expected state 'running'");
        service.destroyForcibly().waitFor();
        assertFailed(
                "check_service_state",
                Map.of("service", "web", "expect", "running"),
                "ERROR service 'web' is in state 'stopped' (expected 'running')");
        assertKept(
                "check_service_state",
                Map.of("service", "other", "expect", "stopped"),
                "OK service 'other' is in expected state 'stopped'");
        assertKept(
                "check_service_state",
                Map.of("service", "web"),
                "OK service 'web' is allowed to be in any state (expect = '')");
    }

    @Test
    void errorsAtTheEndOfAWebServersLogAreCounted() throws Exception {
        clock = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
        LocalDateTime now = LocalDateTime.now(clock);
        Files.writeString(
                partition.resolve("error.log"),
                String.join(
                        "\n",
                        "[" + LOG_DATE.format(now.minusHours(3)) + "] [error] (111) too old",
                        "[" + LOG_DATE.format(now.minusMinutes(3)) + "] [notice] fine",
                        "[" + LOG_DATE.format(now.minusMinutes(2)) + "] [error] x (113)No route to host: y",
                        "[" + LOG_DATE.format(now.minusMinutes(1)) + "] [error] x (110)Connection timed out: y",
                        "not a line of the log",
                        ""));
        Map<String, String> recent = Map.of("log-file", "error.log", "maximum-delay", "3600");
        assertThat(anomaly("check_error_on_http_log", recent).message())
                .isEqualTo("ERROR=2 (NOROUTE=1, UNREACHABLENET=0, TIMEOUT=1)");
        assertThat(anomaly("check_error_on_http_log", Map.of("log-file", "error.log"))
                        .message())
                .isEqualTo("ERROR=3 (NOROUTE=1, UNREACHABLENET=0, TIMEOUT=1)");
        assertThat(anomaly("check_error_on_http_log", Map.of("log-file", "none.log"))
                        .message())
                .isEqualTo("OK");
    }

    @Test
    void theMachineItselfIsChecked() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/meminfo")), "no /proc");
        assertKept("check_server_cpu_load", Map.of("cpu-load-threshold", "100000"), "CPU load is OK");
        assertKept("check_ram_usage", Map.of("min-threshold-ram", "1", "min-avg-ram", "1"), "RAM usage OK");
        plugin("check_ram_usage", Map.of("min-threshold-ram", "1", "min-avg-ram", "99999999"));
        assertThat(PromiseRunner.builder(partition)
                        .build()
                        .run(Sweep.test().force())
                        .results()
                        .get(0)
                        .message())
                .startsWith("Average RAM usage over the last 600 seconds reached threshold: ");
        assertFailed(
                "check_interface_up",
                Map.of("ifname", "nosuch0"),
                "[Errno 2] No such file or directory: '/sys/class/net/nosuch0/operstate'");
        assertKept("check_interface_up", Map.of("ifname", "nosuch0", "testing", "True"), "skipping promise");
        assertKept("monitor_partition_space", Map.of(), "Not enough data to detect anomalies: skipped");
    }

    @Test
    void theStateOfADeploymentIsItsErrorLog() throws Exception {
        Files.createDirectories(partition.resolve("var/log"));
        Path log = partition.resolve(".slapgrid-part0-error.log");
        Path link = partition.resolve("var/log/slapgrid-part0-error.log");
        Files.writeString(log, "trouble");
        assertFailed(
                "check_partition_deployment_state",
                Map.of("monitor-url", "http://m"),
                "Buildout failed to process part0.\nSee http://m/log/slapgrid-part0-error.log for more information.");
        assertThat(link).isSymbolicLink();
        Files.writeString(log, "");
        assertKept("check_partition_deployment_state", Map.of(), "buildout is OK");
        assertThat(link).doesNotExist();
    }

    @Test
    void aMonitorsBootstrapHasToLeaveAnEmptyStatusFile() throws Exception {
        Map<String, String> parameters =
                Map.of("process-pid-file", "pid", "status-file", "status", "process-name", "boot");
        assertFailed("monitor_bootstrap_status", parameters, "Bootstrap didn't run!");
        Files.writeString(partition.resolve("pid"), "4194305");
        Files.writeString(partition.resolve(".part0_boot.log"), "1\n2\n3\n4\n5\n");
        assertFailed(
                "monitor_bootstrap_status",
                parameters,
                "Monitor bootstrap exited with error.\n ---- Latest monitor-boostrap.log ----\n2\n3\n4\n5"
                        .replace("\n2", "\n2"));
        Files.writeString(partition.resolve("status"), "");
        assertKept("monitor_bootstrap_status", parameters, "Bootstrap OK");
    }

    @Test
    void aBuiltInIsFoundWithoutItsPackageUnlessTheDeploymentHasSuchAModule() throws Exception {
        Files.createDirectories(partition.resolve("etc/plugin"));
        Files.writeString(
                partition.resolve("etc/plugin/mine.py"),
                "extra_config_dict = {'command': 'true'}\nfrom check_command_execute import RunPromise\n");
        assertThat(PromiseRunner.builder(partition)
                        .python("/none")
                        .build()
                        .run()
                        .kept())
                .isTrue();
        Files.writeString(partition.resolve("check_command_execute.py"), "");
        assertThat(PromiseRunner.builder(partition)
                        .python("/none")
                        .pythonPath(partition)
                        .build()
                        .run(Sweep.test().force())
                        .results()
                        .get(0)
                        .message())
                .contains("no Python to run it");
    }

    /** A server that gives one answer a connection; an empty one leaves the client waiting. */
    private static ServerSocket serve(UnaryOperator<String> answers) throws IOException {
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

    private void assertKept(String module, Map<String, String> parameters, String message) throws IOException {
        PromiseResult result = test(module, parameters);
        assertThat(result.message()).isEqualTo(message);
        assertThat(result.failed()).isFalse();
    }

    private void assertFailed(String module, Map<String, String> parameters, String message) throws IOException {
        PromiseResult result = test(module, parameters);
        assertThat(result.message()).isEqualTo(message);
        assertThat(result.failed()).isTrue();
    }

    private PromiseResult test(String module, Map<String, String> parameters) throws IOException {
        plugin(module, parameters);
        return runner().run(Sweep.test().force()).results().get(0);
    }

    private PromiseResult anomaly(String module, Map<String, String> parameters) throws IOException {
        plugin(module, parameters);
        return runner().run(Sweep.anomaly().force()).results().get(0);
    }

    private List<Boolean> anomalies(String module, Map<String, String> parameters, int runs) throws IOException {
        plugin(module, parameters);
        PromiseRunner runner = runner();
        List<Boolean> kept = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            kept.add(runner.run(Sweep.anomaly().force()).kept());
        }
        return kept;
    }

    private PromiseRunner runner() {
        return PromiseRunner.builder(partition)
                .python("/nonexistent/python")
                .identity("COMP-1", "part0")
                .clock(clock)
                .build();
    }

    /** As the recipe writes it. */
    private void plugin(String module, Map<String, String> parameters) throws IOException {
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

    private void openssl(String arguments) throws Exception {
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
}
