package io.buildout4j.recipes.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a launcher does before, or beside, its program, beyond setting variables.
 *
 * @param pidfile holds the id of the process while it runs, so that it is not started twice
 * @param awaited files that must all be there before the program starts
 * @param memoryDirectories directories that the program sees as empty ones of its own, kept in memory
 * @param exclusiveCpu whether to ask for a processor core of its own
 * @param standardOutput a file to append the program's standard output to
 * @param standardError a file to append the program's standard error to
 * @param forwardedSignal sent to the program when the launcher is told to open its files anew
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Supervision(
        Optional<Path> pidfile,
        List<Path> awaited,
        List<MemoryDirectory> memoryDirectories,
        boolean exclusiveCpu,
        Optional<Path> standardOutput,
        Optional<Path> standardError,
        Optional<String> forwardedSignal) {

    /** The signal that logrotate's scripts send by custom. */
    private static final String REOPEN = "USR1";

    /**
     * A directory in memory.
     *
     * @param size as {@code mount} reads it, such as {@code 100m}
     * @param path where it appears
     */
    public record MemoryDirectory(String size, String path) {}

    public Supervision {
        awaited = List.copyOf(awaited);
        memoryDirectories = List.copyOf(memoryDirectories);
    }

    /** Whether there is nothing to do. */
    public boolean isNeedless() {
        return pidfile.isEmpty() && awaited.isEmpty() && memoryDirectories.isEmpty() && !exclusiveCpu && !redirects();
    }

    private boolean redirects() {
        return standardOutput.isPresent() || standardError.isPresent();
    }

    /** The whole script of a launcher that does this. */
    public String text(Launcher launcher) {
        Optional<String> signal =
                launcher.ignoredSignal().or(() -> redirects() ? Optional.of(REOPEN) : Optional.empty());
        List<String> lines = new ArrayList<>();
        lines.add("#!/bin/sh -e");
        signal.ifPresent(s -> lines.add("trap '' " + s));
        pidfile.ifPresent(file -> lines.addAll(refuseSecondStart(file, launcher.command())));
        if (exclusiveCpu) {
            lines.add("echo $$ >> ~/.slapos-cpu-exclusive");
        }
        for (Path file : awaited) {
            String name = ShellWords.quote(file.toString());
            lines.add("until [ -e " + name + " ] || [ -L " + name + " ]; do sleep 0.1 2>/dev/null || sleep 1; done");
        }
        String beginning = "exec";
        if (!memoryDirectories.isEmpty()) {
            lines.addAll(namespaceEntry());
            beginning = "exec sh -ec \"$enter\" sh";
        }
        if (signal.isPresent() && redirects()) {
            lines.addAll(redirection(launcher, signal.get(), beginning));
        } else {
            lines.addAll(launcher.exports());
            lines.addAll(launcher.invocation(beginning));
        }
        return String.join("\n", lines) + "\n";
    }

    /**
     * The process of the file counts as running if it has the command among its arguments, or is this very script that
     * still waits or redirects. Its words are compared a line each; line ends in words become \001.
     */
    private static List<String> refuseSecondStart(Path pidfile, List<String> command) {
        StringBuilder wanted = new StringBuilder("\n");
        command.forEach(word -> wanted.append(word.replace('\n', '\001')).append('\n'));
        return List.of(
                "pidfile=" + ShellWords.quote(pidfile.toString()),
                "wanted=" + ShellWords.quote(wanted.toString()),
                "pid=$(cat \"$pidfile\" 2>/dev/null) || pid=",
                "case $pid in ''|*[!0-9]*) pid=none ;; esac",
                "running=$(echo; tr '\\n\\000' '\\001\\n' 2>/dev/null < \"/proc/$pid/cmdline\"; echo .) 2>/dev/null || running=",
                "case $running in",
                "\t*\"$wanted\"*|*\"",
                "$0",
                "\"*) [ \"$pid\" = $$ ] || { echo \"Already running with pid $pid.\" >&2; exit 1; } ;;",
                "esac",
                "trap 'rm -f \"$pidfile\"' EXIT",
                "printf %s $$ > \"$pidfile\"");
    }

    /**
     * A user namespace in which this user may mount, then one more in which he is himself again. Each step replaces the
     * one before, so that the process keeps its id.
     */
    private List<String> namespaceEntry() {
        StringBuilder mounts = new StringBuilder();
        for (MemoryDirectory directory : memoryDirectories) {
            String path = ShellWords.quote(directory.path());
            mounts.append("mkdir -p ").append(path).append("\n");
            mounts.append("mount -t tmpfs -o size=")
                    .append(ShellWords.quote(directory.size()))
                    .append(" tmpfs ")
                    .append(path)
                    .append("\n");
        }
        mounts.append("exec unshare --user --map-user=\"$user\" --map-group=\"$group\" -- \"$@\"\n");
        return List.of(
                "mounts=" + ShellWords.quote(mounts.toString()),
                "enter='user=$(id -u) group=$(id -g)",
                "export user group",
                "exec unshare --user --map-root-user --mount -- sh -ec \"$mounts\" sh \"$@\"'",
                "export mounts");
    }

    /**
     * The launcher stays, as the parent, until the program has ended and its output is written. A copier for each file
     * reads a piece of output first and opens the file afterwards, so that a rotated file is followed without losing a
     * byte.
     */
    private List<String> redirection(Launcher launcher, String reopen, String beginning) {
        List<String> lines = new ArrayList<>();
        lines.add("pipes=$(mktemp -d)");
        lines.add("copy() {");
        lines.add("\ttrap - EXIT");
        lines.add("\twhile dd bs=65536 count=1 of=\"$1.piece\" 2>/dev/null && [ -s \"$1.piece\" ]; do");
        lines.add("\t\tcat \"$1.piece\" >> \"$2\" || sleep 1");
        lines.add("\tdone");
        lines.add("}");
        String descriptors = "<&3";
        if (standardOutput.isPresent()) {
            lines.addAll(copier("out", standardOutput.get()));
            descriptors += " > \"$pipes/out\"";
        }
        if (standardError.isPresent() && standardError.equals(standardOutput)) {
            descriptors += " 2>&1";
        } else if (standardError.isPresent()) {
            lines.addAll(copier("err", standardError.get()));
            descriptors += " 2> \"$pipes/err\"";
        }
        // The shell gives what it starts in the background no standard input and no interrupts, unless told otherwise.
        lines.add("exec 3<&0");
        lines.add("signals='env --default-signal=INT,QUIT'");
        lines.add("$signals true 2>/dev/null || signals=");
        lines.add("{");
        lines.add("\ttrap - EXIT");
        forwardedSignal.filter(signal -> !signal.equals(reopen)).ifPresent(signal -> lines.add("\ttrap '' " + signal));
        if (launcher.ignoredSignal().isEmpty() && !forwardedSignal.equals(Optional.of(reopen))) {
            lines.add("\ttrap - " + reopen);
        }
        launcher.exports().forEach(line -> lines.add("\t" + line));
        launcher.invocation(beginning.replaceFirst("exec", "exec \\$signals")).forEach(line -> lines.add("\t" + line));
        lines.add("} " + descriptors + " 3<&- &");
        lines.add("child=$!");
        lines.add("trap 'again=yes"
                + forwardedSignal.map(s -> "; kill -s " + s + " $child").orElse("") + "' " + reopen);
        lines.add("for signal in HUP INT TERM; do trap \"again=yes; kill -s $signal $child\" $signal; done");
        lines.add("again=yes");
        lines.add("while [ -n \"$again\" ]; do again=; status=0; wait $child || status=$?; done");
        lines.add("trap '' " + reopen);
        lines.add("wait");
        lines.add("rm -rf \"$pipes\"");
        lines.add("exit $status");
        return lines;
    }

    private static List<String> copier(String pipe, Path file) {
        String path = "\"$pipes/" + pipe + "\"";
        return List.of(
                "mkfifo " + path, "copy " + path + " " + ShellWords.quote(file.toString()) + " < " + path + " &");
    }
}
