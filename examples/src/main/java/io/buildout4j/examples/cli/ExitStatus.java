package io.buildout4j.examples.cli;

/** The exit statuses of the program. */
final class ExitStatus {

    static final int DONE = 0;
    /** Refused or failed: a message was written to standard error. */
    static final int FAILED = 1;
    /** Wrong usage of the command line. */
    static final int USAGE = 2;
    /** A promise is broken. */
    static final int PROMISE_FAILED = 2;

    /** As help says it. */
    static final String TEXT = "Exit status: 0 done, 1 refused or failed, 2 wrong usage.";

    private ExitStatus() {}
}
