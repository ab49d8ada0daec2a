package io.buildout4j.promise;

/** How grave an entry in a promise's log is, by the names that stand in the log file. */
public enum Level {
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

    /** Whether one such entry makes a run a failed one. */
    public boolean failing() {
        return this == ERROR || this == CRITICAL;
    }

    /** Whether a name found in a log file is that of a failing level; names nobody knows are not. */
    public static boolean failing(String name) {
        return name.equals("ERROR") || name.equals("CRITICAL");
    }
}
