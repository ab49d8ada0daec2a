package io.buildout4j.examples.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The last line of a terminal: how much is done of how much, how fast, and how long it will take. Other lines scroll by
 * above it.
 *
 * <pre>[#########           ] 12/26 parts, 3.4/s, 4 s left: nginx.tar.gz 1.2 of 3.4 MB, 0.8 MB/s</pre>
 */
final class ProgressBar {

    private static final int WIDTH = 20;
    private static final int COLUMNS = 79;
    private static final String CLEAR = "\r\u001b[K";
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final PrintStream out;
    private final LongSupplier nanos;
    private final int total;
    private final long start;
    private int done;
    private String doing = "";
    private String transfer = "";
    private String transferred = "";
    private long transferStart;
    private long drawn;
    private boolean shown;

    /**
     * @param total how many steps there are
     * @param nanos the time that passes, as {@link System#nanoTime}
     */
    ProgressBar(PrintStream out, int total, LongSupplier nanos) {
        this.out = out;
        this.total = total;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.drawn = start - PAUSE.toNanos();
    }

    /** Prints lines above the bar. */
    synchronized void above(Runnable lines) {
        if (shown) {
            out.print(CLEAR);
        }
        lines.run();
        if (shown) {
            draw();
        }
    }

    /** Says what is being done now. */
    synchronized void doing(String what) {
        doing = what;
        transfer = "";
        show();
    }

    /** A step is over. */
    synchronized void stepped() {
        done++;
        transfer = "";
        show();
    }

    /**
     * Bytes of a file arrived.
     *
     * @param size of the whole file; -1 where it is not known
     */
    synchronized void transferred(String file, long bytes, long size) {
        long now = nanos.getAsLong();
        if (!file.equals(transfer)) {
            transfer = file;
            transferStart = now;
        }
        double seconds = (now - transferStart) / 1e9;
        String rate = seconds < 0.5 ? "" : ", " + megabytes(bytes / seconds) + " MB/s";
        transferred = file + " " + megabytes((double) bytes) + (size < 0 ? "" : " of " + megabytes((double) size))
                + " MB" + rate;
        show();
    }

    private static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }

    private void show() {
        long now = nanos.getAsLong();
        if (now - drawn >= PAUSE.toNanos() || done == total) {
            drawn = now;
            draw();
        }
    }

    private void draw() {
        shown = true;
        out.print(CLEAR + text());
        out.flush();
    }

    /** The line as it stands. */
    synchronized String text() {
        int filled = total == 0 ? WIDTH : WIDTH * Math.min(done, total) / total;
        StringBuilder line = new StringBuilder("[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] ");
        line.append(done).append('/').append(total).append(" parts");
        double seconds = (nanos.getAsLong() - start) / 1e9;
        if (done > 0 && seconds >= 0.1) {
            double rate = done / seconds;
            line.append(String.format(Locale.ROOT, ", %.1f/s", rate));
            if (done < total) {
                line.append(", ").append(time((total - done) / rate)).append(" left");
            }
        }
        String what = transfer.isEmpty() ? doing : transferred;
        if (!what.isEmpty() && done < total) {
            line.append(": ").append(what);
        }
        return line.length() > COLUMNS ? line.substring(0, COLUMNS - 1) + "…" : line.toString();
    }

    private static String time(double seconds) {
        long whole = (long) Math.ceil(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }

    /** Takes the line away. */
    synchronized void close() {
        if (shown) {
            out.print(CLEAR);
            out.flush();
            shown = false;
        }
    }
}
