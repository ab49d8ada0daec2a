package io.buildout4j.install;

import io.buildout4j.Diagnostic;

/**
 * Sees what an installation does, as it happens: enough for a progress bar, a log or a user interface. Called from the
 * threads that do the work; must return at once. What it throws is logged and otherwise ignored.
 */
public interface InstallListener {

    /** The plan is made; what follows is its execution. */
    default void planned(InstallPlan plan) {}

    /** Work on a part begins. */
    default void started(PartChange change) {}

    /** A recipe says what it is about. */
    default void step(String part, String what) {}

    /** A line of output of a part's child process. */
    default void output(String part, String line) {}

    /** Bytes of a download arrived; {@code total} is -1 where it is not known. */
    default void downloaded(String url, long bytes, long total) {}

    /** A part is done and on the record. */
    default void finished(PartChange change) {}

    /** A part failed, and what it had made is undone. */
    default void rolledBack(PartChange change, Diagnostic why) {}

    /** Something the operator should know. */
    default void warning(Diagnostic warning) {}
}
