package io.buildout4j.promise.check;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host answers pings; at most {@code threshold} per cent of them may be lost. */
final class PacketLost implements Promise {
    private static final Pattern LOSS = Pattern.compile("([0-9.]+)% packet loss");
    private static final Pattern TIMES = Pattern.compile("= [0-9.]+/([0-9.]+)/");

    private final String address;
    private final boolean ipv4;
    private final int count;
    private final int threshold;

    PacketLost(Parameters parameters) {
        address = parameters
                .findText("address")
                .orElseThrow(() -> new IllegalArgumentException("'address' was not set in promise parameters."));
        ipv4 = parameters.asBoolean("ipv4", false);
        count = parameters.asInt("count", 10);
        threshold = parameters.asInt("threshold", 0);
        if (threshold < 0) {
            throw new IllegalArgumentException("'threshold' value should be greater than 0.");
        }
    }

    @Override
    public Finding sense(PromiseContext context) throws Exception {
        Outcome outcome = Command.in(
                        context.directory(),
                        List.of(
                                "ping",
                                ipv4 ? "-4" : "-6",
                                "-n",
                                "-q",
                                "-i",
                                "0.2",
                                "-c",
                                String.valueOf(count),
                                "--",
                                address))
                .run();
        return judge(outcome.exitCode(), outcome.output().trimmed());
    }

    /** What the summary of the pings means. */
    Finding judge(int exitCode, String output) {
        Matcher loss = LOSS.matcher(output);
        Matcher times = TIMES.matcher(output);
        double lost = loss.find() ? Double.parseDouble(loss.group(1)) : -1;
        String message = (ipv4 ? "PING" : "PING6") + " host=" + address + " code=" + exitCode + ", result="
                + (times.find() ? times.group(1) : "failed") + ", packet_lost_ratio=" + (int) lost + " msg="
                + (lost < 0 ? output : "");
        return lost < 0 || lost > threshold ? Finding.failed(message) : Finding.ok(message);
    }
}
