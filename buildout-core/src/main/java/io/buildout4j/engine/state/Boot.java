package io.buildout4j.engine.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * One start of the machine: what was written and not flushed before the last one may be lost.
 *
 * @param id tells this start from others; empty where nothing does
 * @param since when it was
 */
public record Boot(String id, Instant since) {

    private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path UPTIME = Path.of("/proc/uptime");

    /** The machine cannot tell its starts apart. */
    public static final Boot UNKNOWN = new Boot("", Instant.MIN);

    /** The start this process lives in. */
    public static Boot here() {
        try {
            String uptime = Files.readString(UPTIME);
            // Nothing is installed within the second in which a machine starts.
            String seconds = uptime.substring(0, Math.max(0, uptime.indexOf('.')));
            Duration up = Duration.ofSeconds(Long.parseLong(seconds));
            return new Boot(Files.readString(ID).strip(), Instant.now().minus(up));
        } catch (IOException | NumberFormatException e) {
            return UNKNOWN;
        }
    }

    /** Whether starts can be told apart here. */
    public boolean isKnown() {
        return !id.isEmpty();
    }
}
