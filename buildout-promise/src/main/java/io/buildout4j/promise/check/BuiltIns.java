package io.buildout4j.promise.check;

import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.PromiseFactory;
import io.buildout4j.promise.PromiseProvider;
import io.buildout4j.promise.Threshold;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All built-in promises by the names of the modules they stand in for. */
public final class BuiltIns implements PromiseProvider {
    /** The package of the modules they stand in for. */
    public static final String PACKAGE = "slapos.promise.plugin.";

    private static final Set<String> YES = Set.of("true", "yes", "1");
    private static final Set<String> NO = Set.of("false", "no", "0");
    private static final Threshold THREE = Threshold.of(3, 3);

    @Override
    public Map<String, PromiseFactory> promises() {
        Map<String, PromiseFactory> all = new TreeMap<>();
        all.put(
                "check_socket_listening",
                p -> Check.of(p, 2, new SocketListening(p)).watchedBy(Check.counts(p, 3, 3)));
        all.put(
                "check_command_execute",
                p -> Check.of(p, 2, new CommandExecute(p.required("command"))).watchedBy(Check.counts(p, 1, 1)));
        all.put("check_url_available", p -> Check.of(p, 2, new UrlAvailable(p)).watchedBy(THREE));
        all.put("check_file_state", BuiltIns::fileState);
        all.put("check_certificate", p -> Check.of(p, 2, new CertificateValid(p)));
        all.put(
                "check_free_disk_space",
                p -> Check.of(p, 60, new DiskSpace(p)).watchedBy(THREE).withoutBang());
        all.put("check_service_state", p -> Check.of(p, 2, new ServiceState(p)).watchedBy(Check.counts(p, 3, 3)));
        all.put(
                "check_websocket_available",
                p -> Check.of(p, 2, new WebSocketAvailable(p)).watchedBy(THREE));
        all.put("check_icmp_packet_lost", p -> seldom(p, Check.of(p, 720, new PacketLost(p))));
        all.put("check_error_on_http_log", p -> seldom(p, Check.of(p, 720, new HttpLogErrors(p))));
        all.put("check_interface_up", p -> Check.of(p, 2, new InterfaceUp(p)).watchedBy(Threshold.of(3, 2)));
        all.put(
                "check_server_cpu_load",
                p -> Check.of(p, 3, new CpuLoad(p))
                        .testedBy(Threshold.of(10, 10))
                        .watchedBy(Threshold.of(10, 10))
                        .withoutBang());
        all.put("check_ram_usage", p -> Check.of(p, 2, new RamUsage(p)).watchedBy(Threshold.of(3, 2)));
        all.put(
                "monitor_bootstrap_status",
                p -> Check.of(p, 2, new BootstrapStatus(p)).watchedBy(THREE));
        all.put(
                "monitor_partition_space",
                p -> Check.of(p, 60, new PartitionSpace(p)).watchedBy(THREE).withoutBang());
        all.put(
                "check_partition_deployment_state",
                p -> Check.of(p, 1, new DeploymentState(p)).watchedBy(Threshold.of(2, 2)));
        Map<String, PromiseFactory> named = new TreeMap<>();
        all.forEach((name, factory) -> named.put(PACKAGE + name, factory));
        return named;
    }

    private static Check fileState(Parameters p) {
        Threshold counts = Check.counts(p, 1, 1);
        if (counts.results() < counts.failures()) {
            throw new IllegalArgumentException(
                    "Bad configuration: result-count " + counts.results() + " < failure_amount " + counts.failures());
        }
        // The first spelling is the one that deployments use.
        boolean periodicOnly = says(p.findText("perdiodic-only"), YES) || says(p.findText("periodic-only"), YES);
        return Check.of(p, 2, new FileState(p))
                .testedBy(counts)
                .watchedBy(counts)
                .in(!periodicOnly, !says(p.findText("report-anomaly"), NO));
    }

    /** Whether one of these words is there; any other, which is neither yes nor no, leaves things as they are. */
    private static boolean says(Optional<String> value, Set<String> words) {
        return value.filter(word -> words.contains(word.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    /** Looked at twice a day and not after a deployment; two failures within three periods make an anomaly. */
    private static Check seldom(Parameters p, Check check) {
        return check.watchedBy(Threshold.of(2, 2).within(Check.minutes(p.asDouble("frequency", 720) * 3)))
                .in(false, true);
    }
}
