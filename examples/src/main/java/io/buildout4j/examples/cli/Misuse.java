package io.buildout4j.examples.cli;

/** Wrong usage of the command line; the message says what is wrong and which help to read. */
final class Misuse extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * @param command the command that was misused, with those it belongs to: {@code buildout deploy software}
     */
    Misuse(String command, String problem) {
        super(problem + " (see " + command + " --help)");
    }
}
