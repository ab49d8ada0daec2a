package io.buildout4j.process;

import java.time.Duration;

/**
 * How a child process ended.
 *
 * @param exitCode its exit status; 128 + n when signal n ended it, as a shell says it
 * @param timedOut whether it was stopped because its time was up; the exit code then says little
 * @param output the end of its standard output, with the error output among it unless that was kept apart
 * @param errors the end of its error output where that was kept apart, else empty
 * @param elapsed from the start to the end of the process, or to when its time was up
 */
public record Outcome(int exitCode, boolean timedOut, Tail output, Tail errors, Duration elapsed) {

    /** How it failed, if it did, to be read after its name: {@code failed with exit status 3}. */
    public String failure() {
        return timedOut
                ? "was stopped when its time was up, after " + elapsed.toSeconds() + " s"
                : "failed with exit status " + exitCode;
    }

    /** Whether it ended by itself with exit status 0. */
    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }
}
