package io.buildout4j.promise.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.promise.PromiseReport;
import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.Sweep;
import io.buildout4j.promise.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks of the partition and of the machine. */
class BuiltInsTest extends CheckFixture {
    private static final DateTimeFormatter LOG_DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss uuuu", Locale.ENGLISH);

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
        assertThat(test("check_file_state", Map.of("filename", "none", "perdiodic-only", "Yes"))
                        .verdict()
                        .type())
                .isEqualTo(Verdict.Type.EMPTY);
        assertFailed(
                "check_file_state",
                Map.of("filename", "none", "perdiodic-only", "perhaps", "report-anomaly", "perhaps"),
                "ERROR 'none' not present");
    }

    @Test
    void aFileThatMayHaveChangedSinceItWasRememberedIsReadAgain() throws Exception {
        FileTime notPassed = FileTime.from(Instant.now().plusSeconds(60));
        plugin("check_file_state", Map.of("filename", "none", "periodic-only", "yes"));
        Path file = partition.resolve("etc/plugin/check.py");
        Files.setLastModifiedTime(file, notPassed);
        PromiseRunner runner = PromiseRunner.builder(partition).build();
        assertThat(runner.run(Sweep.test().force()).results().get(0).message()).isEmpty();

        plugin("check_file_state", Map.of("filename", "none", "periodic-only", "no"));
        Files.setLastModifiedTime(file, notPassed);

        assertThat(runner.run(Sweep.test().force()).results().get(0).message()).isEqualTo("ERROR 'none' not present");
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
        Files.writeString(partition.resolve("odd.log"), "[yesterday] [error] x\n".repeat(4));
        assertThat(anomaly("check_error_on_http_log", Map.of("log-file", "odd.log"))
                        .message())
                .isEqualTo("time data 'yesterday' does not match format '%a %b %d %H:%M:%S.%f %Y'");
        assertThat(anomaly("check_error_on_http_log", Map.of("log-file", "none.log"))
                        .message())
                .isEqualTo("OK");
    }

    @Test
    void theMachineItselfIsChecked() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/meminfo")), "no /proc");
        assertKept("check_server_cpu_load", Map.of("cpu-load-threshold", "100000"), "CPU load is OK");
        assertThat(test("check_server_cpu_load", Map.of("cpu-load-threshold", "much"))
                        .message())
                .isEqualTo("CPU load threshold 'much' is not valid: could not convert string to float: 'much'");
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
    void anInterfaceThatIsUpIsFound() throws Exception {
        Optional<String> up;
        try (Stream<Path> all = Files.list(Path.of("/sys/class/net"))) {
            up = all.filter(InterfaceState::isUp)
                    .map(path -> path.getFileName().toString())
                    .findFirst();
        }
        assumeTrue(up.isPresent(), "no interface is up");
        assertKept("check_interface_up", Map.of("ifname", up.orElseThrow()), up.orElseThrow() + " is up");
        assertThat(test("check_interface_up", Map.of("ifname", "../../../etc")).message())
                .contains("is no name of an interface");
    }

    /** What the system says of an interface. */
    private interface InterfaceState {
        static boolean isUp(Path path) {
            try {
                return Files.readString(path.resolve("operstate")).equals("up\n");
            } catch (IOException e) {
                return false;
            }
        }
    }

    @Test
    void aBusyMachineAndOneWithoutMemoryFail() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/loadavg")), "no /proc");
        Map<String, String> nothing = Map.of("cpu-load-threshold", "0.0000001");
        PromiseResult busy = test("check_server_cpu_load", nothing);
        assumeTrue(!busy.message().equals("CPU load is OK"), "nothing was done here for a quarter of an hour");
        assertThat(busy.message()).matches("(?s)CPU load is high: [0-9.]+ [0-9.]+ [0-9.]+(\\ntop - .*)?");
        assertThat(anomalies("check_server_cpu_load", nothing, 9))
                .containsExactly(true, true, true, true, true, true, true, true, false);
        PromiseResult full = test("check_ram_usage", Map.of("min-threshold-ram", "99999999", "min-avg-ram", "1"));
        assertThat(full.failed()).isTrue();
        assertThat(full.message())
                .matches(
                        "RAM usage reached critical threshold: [ 0-9]{4}\\.[0-9][A-Z]  \\(threshold is [ 0-9]{4}\\.[0-9][A-Z]\\)");
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
}
