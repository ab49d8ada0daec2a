package io.buildout4j.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Text in colours, for a stream that a person watches on a terminal; elsewhere the text as it is.
 *
 * @param shown whether there is anybody to see them
 */
record Colours(boolean shown) {

    /** For what goes to files, pipes and tests. */
    static final Colours NONE = new Colours(false);

    /**
     * For an output stream of this process: coloured if it is a terminal that can, and nobody asked for none.
     *
     * @param descriptor 1 for standard output, 2 for standard error
     * @param environment of the process; {@code NO_COLOR} (no-color.org) and {@code TERM} are looked at
     */
    static Colours of(int descriptor, Map<String, String> environment) {
        return new Colours(environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb")
                && isTerminal(descriptor));
    }

    /** Whether a person watches what this process writes there; where that cannot be told, nobody does. */
    static boolean isTerminal(int descriptor) {
        Path target;
        try {
            target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
        } catch (IOException e) {
            return false;
        }
        return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
    }

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String red(String text) {
        return paint("31", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    private String paint(String code, String text) {
        return shown && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
