package io.buildout4j.promise.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.PromiseResult;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters of built-in promises that change when and how something is looked at, rather than what is found. */
class CheckKeysTest extends CheckFixture {

    @ParameterizedTest
    @CsvSource({
        "check_socket_listening, 2, pathname=none",
        "check_command_execute, 2, command=true",
        "check_url_available, 2, url=http://127.0.0.1:1/",
        "check_file_state, 2, filename=none",
        "check_certificate, 2, certificate=none",
        "check_free_disk_space, 60, threshold=0",
        "check_service_state, 2, service=none",
        "check_websocket_available, 2, url=ws://127.0.0.1:1/",
        "check_icmp_packet_lost, 720, address=127.0.0.1",
        "check_error_on_http_log, 720, log-file=none",
        "check_interface_up, 2, ifname=none",
        "check_server_cpu_load, 3, cpu-load-threshold=100000",
        "check_ram_usage, 2, min-avg-ram=1",
        "monitor_bootstrap_status, 2, process-pid-file=none status-file=none",
        "monitor_partition_space, 60, threshold-ratio=1",
        "check_partition_deployment_state, 1, monitor-url=none"
    })
    void thePeriodIsThePublishedOneUnlessAFrequencyIsGiven(String module, int minutes, String given) throws Exception {
        Map<String, String> parameters = new HashMap<>();
        for (String one : given.split(" ")) {
            parameters.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        Path cache = partition.resolve(".slapgrid/promise/cache/check");
        test(module, parameters);
        assertThat(Files.readString(cache)).contains("\"periodicity\":" + minutes + ",");
        parameters.put("frequency", "7");
        // Else the plugin would be taken for the old one if the clock of files has not ticked in between.
        Files.delete(cache);
        test(module, parameters);
        assertThat(Files.readString(cache)).contains("\"periodicity\":7,");
    }

    @Test
    void aWebsocketIsSentBytesUnlessTextIsWanted() throws Exception {
        List<Integer> kinds = Collections.synchronizedList(new ArrayList<>());
        try (ServerSocket server =
                WebSocketEcho.echo(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), kinds::add)) {
            String url = "ws://127.0.0.1:" + server.getLocalPort() + "/";
            Map<String, String> parameters =
                    new HashMap<>(Map.of("url", url, "content-to-send", "hello", "content-to-receive", "hello"));
            assertThat(test("check_websocket_available", parameters).failed()).isFalse();
            parameters.put("binary", "false");
            assertThat(test("check_websocket_available", parameters).failed()).isFalse();
        }
        assertThat(kinds).containsExactly(2, 1);
    }

    @Test
    void aWebsocketIsShownThePasswordAndNotWaitedForBeyondItsTime() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (ServerSocket server = serve(request -> {
            seen.add(request);
            return "";
        })) {
            assertFailed(
                    "check_websocket_available",
                    Map.of(
                            "url",
                            "ws://127.0.0.1:" + server.getLocalPort(),
                            "username",
                            "user",
                            "password",
                            "pass",
                            "timeout",
                            "1"),
                    "ERROR: TimeoutError: [Errno 110] Connection timed out");
        }
        assertThat(seen).hasSize(1).allMatch(request -> request.contains("Authorization: Basic dXNlcjpwYXNz\r\n"));
    }

    @Test
    void aServiceIsLookedForWhereItIsSaidToBe() throws Exception {
        Files.createDirectories(partition.resolve("run"));
        Files.writeString(
                partition.resolve("run/web.pid"), ProcessHandle.current().pid() + "\n");
        Map<String, String> web = new HashMap<>(Map.of("service", "web", "expect", "running"));
        assertThat(test("check_service_state", web).failed()).isTrue();
        web.put("run-directory", "run");
        assertThat(test("check_service_state", web).failed()).isFalse();
        web.remove("run-directory");
        web.put("pid-file", "run/web.pid");
        assertThat(test("check_service_state", web).failed()).isFalse();
        Files.delete(partition.resolve(".slapgrid/promise/log/check.log"));
        Map<String, String> gone = Map.of("service", "gone", "expect", "running");
        assertThat(anomalies("check_service_state", gone, 3)).containsExactly(true, true, false);
    }

    @Test
    void aFileIsMissedAsOftenAsIsSaid() throws Exception {
        Map<String, String> twice = Map.of("filename", "none", "result-count", "3", "failure_amount", "2");
        assertThat(anomalies("check_file_state", twice, 2)).containsExactly(true, false);
        Files.delete(partition.resolve(".slapgrid/promise/log/check.log"));
        assertThat(test("check_file_state", twice).failed()).isFalse();
        assertThat(test("check_file_state", twice).failed()).isTrue();
    }

    @Test
    void memoryIsAveragedOverTheTimeThatIsSaid() throws Exception {
        Path samples = Files.createDirectories(partition.resolve(".slapgrid/promise/samples"))
                .resolve("check.ram");
        String minuteOld = (Instant.now().getEpochSecond() - 60) + " 1\n";
        Map<String, String> parameters =
                new HashMap<>(Map.of("min-threshold-ram", "0", "min-avg-ram", "10", "avg-ram-period", "30"));
        Files.writeString(samples, minuteOld.repeat(1000));
        assertKept("check_ram_usage", parameters, "RAM usage OK");
        parameters.put("avg-ram-period", "100000");
        parameters.put("min-avg-ram", "99999999");
        Files.writeString(samples, minuteOld.repeat(1000));
        assertThat(test("check_ram_usage", parameters).message())
                .startsWith("Average RAM usage over the last 100000 seconds reached threshold: ");
    }

    @Test
    void theSpaceThatWillBeLeftIsToldWhereItIsAskedFor() throws Exception {
        Map<String, String> parameters =
                new HashMap<>(Map.of("threshold", "0.000001", "collectordb", "none", "display-partition", "1"));
        assertKept("check_free_disk_space", parameters, "Current disk usage: OK");
        Path samples = partition.resolve(".slapgrid/promise/samples/check.disk");
        assertThat(samples).doesNotExist();
        parameters.put("display-prediction", "1");
        assertKept(
                "check_free_disk_space",
                parameters,
                "Current disk usage: OK\nNot enough data of the last 15 days: no prediction");
        assertThat(samples).isRegularFile();

        samples(samples, 0);
        assertThat(test("check_free_disk_space", parameters).message())
                .matches("Current disk usage: OK\n"
                        + "Prediction: there will be 100\\.00 G left on \\d{4}-\\d\\d-\\d\\d \\(10 days\\)\\.");
        // A G a day goes, and 100 were left half a day ago.
        samples(samples, 1);
        parameters.put("nb-days-predicted", "20");
        assertThat(test("check_free_disk_space", parameters).message())
                .contains("there will be 80.00 G left on ", "(20 days).");
        parameters.put("nb-days-predicted", "100");
        PromiseResult full = test("check_free_disk_space", parameters);
        assertThat(full.failed()).isTrue();
        assertThat(full.message())
                .containsPattern("The free disk space will be too low\\. "
                        + "\\(disk size: [0-9.]+ G, threshold: 1\\.0E-6 G\\)");
    }

    /** Two measures a day for a fortnight, the last a minute ago: 100 G are left now, of which so many go each day. */
    private static void samples(Path file, int each) throws Exception {
        long now = Instant.now().getEpochSecond() - 60;
        StringBuilder text = new StringBuilder();
        for (int i = 28; i >= 0; i--) {
            text.append(now - i * 43_200L)
                    .append(' ')
                    .append((100L << 30) + i * each * (1L << 29))
                    .append('\n');
        }
        Files.writeString(file, text);
    }

    @Test
    void whatAClockThatWasSetBackDatesInTheFutureIsForgotten() throws Exception {
        Path samples = Files.createDirectories(partition.resolve(".slapgrid/promise/samples"))
                .resolve("check.ram");
        Files.writeString(samples, (Instant.now().getEpochSecond() + 86_400 + " 1\n").repeat(1000));
        assertKept("check_ram_usage", Map.of("min-threshold-ram", "0", "min-avg-ram", "10"), "RAM usage OK");
        assertThat(Files.readAllLines(samples)).hasSize(1);
    }

    @Test
    void theAverageOfMemoryNeedsNoFileToRememberItsDate() throws Exception {
        Map<String, String> parameters =
                Map.of("min-threshold-ram", "0", "min-avg-ram", "10", "last-avg-ram-file", "no/such/folder/date");
        assertKept("check_ram_usage", parameters, "RAM usage OK");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "25, 0, true", "25, 24, true", "25, 25, false", "25.3, 25, true", "100, 99, true"})
    void soManyPingsMayBeLostAsTheThresholdSays(String lost, String threshold, boolean failed) {
        PacketLost pings = new PacketLost(
                new Parameters(Map.of("address", "192.0.2.1", "ipv4", "1", "count", "4", "threshold", threshold)));
        String times = lost.equals("100") ? "" : "rtt min/avg/max/mdev = 0.025/0.037/0.050/0.012 ms\n";
        Finding finding = pings.judge(
                lost.equals("100") ? 1 : 0,
                "PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.\n\n--- 192.0.2.1 ping statistics ---\n"
                        + "4 packets transmitted, 3 received, " + lost + "% packet loss, time 612ms\n" + times);
        assertThat(finding.failure()).isEqualTo(failed);
        assertThat(finding.message())
                .startsWith(
                        "PING host=192.0.2.1 code=" + (lost.equals("100") ? "1, result=failed" : "0, result=0.037"));
    }

    @Test
    void aJumpOfTheFreeSpaceIsOneFromTheShareThatIsSaidOn() throws Exception {
        Path samples = Files.createDirectories(partition.resolve(".slapgrid/promise/samples"))
                .resolve("check.space");
        long now = Instant.now().getEpochSecond();
        String day = (now - 7 * 3600) + " 0\n" + (now - 3600) + " 0\n" + (now - 1800) + " 0\n";
        Files.writeString(samples, day);
        assertThat(test("monitor_partition_space", Map.of("threshold-ratio", "0"))
                        .message())
                .matches("Anomaly detected: [0-9.]+ G are free, 0\\.00 G were over the last day\\.");
        Files.writeString(samples, day);
        assertKept("monitor_partition_space", Map.of("threshold-ratio", "2"), "No anomaly detected");
    }
}
