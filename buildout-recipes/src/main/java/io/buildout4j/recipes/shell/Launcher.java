package io.buildout4j.recipes.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A shell script that becomes a program: it sets what the program needs and then replaces itself by it, handing on the
 * arguments it was given.
 *
 * @param command the program and its first arguments; not empty
 * @param environment variables to set, by name
 * @param ignoredSignal a signal the program starts with ignored, as {@link Signals#find} gives it
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Launcher(List<String> command, SortedMap<String, String> environment, Optional<String> ignoredSignal) {

    /** A line that is at least so long is continued on the next one. */
    private static final int FULL_LINE = 40;

    public Launcher {
        command = List.copyOf(command);
        environment = new TreeMap<>(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a launcher of nothing");
        }
    }

    /** A launcher that sets nothing. */
    public Launcher(List<String> command) {
        this(command, new TreeMap<>(), Optional.empty());
    }

    /** The whole script. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("#!/bin/sh -e");
        ignoredSignal.ifPresent(signal -> lines.add("trap '' " + signal));
        lines.addAll(exports());
        lines.addAll(invocation("exec"));
        return String.join("\n", lines) + "\n";
    }

    /** The lines that set the variables. */
    List<String> exports() {
        List<String> exports = new ArrayList<>();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            exports.add("export " + variable.getKey() + "=" + ShellWords.quote(variable.getValue()));
        }
        return exports;
    }

    /** The lines that call the command with the script's own arguments behind its own, after the given beginning. */
    List<String> invocation(String beginning) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(beginning);
        List<String> words = new ArrayList<>();
        for (String word : command) {
            words.add(ShellWords.quote(word));
        }
        words.add("\"$@\"");
        for (String word : words) {
            // Code points, as the file's readers count characters.
            if (line.codePointCount(0, line.length()) < FULL_LINE) {
                line.append(' ').append(word);
            } else {
                lines.add(line.append(" \\").toString());
                line = new StringBuilder("\t").append(word);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
