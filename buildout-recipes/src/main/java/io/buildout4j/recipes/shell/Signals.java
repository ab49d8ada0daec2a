package io.buildout4j.recipes.shell;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signals by the names that profiles use: without {@code SIG}, or {@code RTMIN+n}. */
public final class Signals {

    private static final Set<String> NAMES = Set.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");
    private static final Pattern REAL_TIME = Pattern.compile("(RTMIN|RTMAX)(?:([+-])(\\d{1,2}))?");
    /** As glibc and musl leave it to programs; the kernel's own is lower. */
    private static final int RTMIN = 34;

    private static final int RTMAX = 64;

    private Signals() {}

    /**
     * The signal as every POSIX shell understands it: the name, or the number of a real-time signal, whose names few
     * shells know. Empty if there is no such signal.
     */
    public static Optional<String> find(String name) {
        if (NAMES.contains(name)) {
            return Optional.of(name);
        }
        Matcher realTime = REAL_TIME.matcher(name);
        if (!realTime.matches()) {
            return Optional.empty();
        }
        int number = realTime.group(1).equals("RTMIN") ? RTMIN : RTMAX;
        if (realTime.group(2) != null) {
            int distance = Integer.parseInt(realTime.group(3));
            number += realTime.group(2).equals("+") ? distance : -distance;
        }
        return number >= RTMIN && number <= RTMAX ? Optional.of(Integer.toString(number)) : Optional.empty();
    }
}
