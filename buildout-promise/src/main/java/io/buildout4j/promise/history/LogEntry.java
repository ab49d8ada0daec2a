package io.buildout4j.promise.history;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of a promise's log.
 *
 * @param date local time as it stands in the log, {@code 2026-11-22 17:14:37}; text, because only its order matters
 * @param level the level's name
 * @param transaction the run it belongs to, {@code 1795367677-123}
 * @param text what was said; may have several lines
 */
public record LogEntry(String date, String level, String transaction, String text) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final String SPACE = "[ \\t\\n\\x0B\\f\\r]";
    private static final Pattern HEADER = Pattern.compile("(\\d{4}-\\d{2}-\\d{2}" + SPACE + "+\\d{2}:\\d{2}:\\d{2})"
            + SPACE + "+-?" + SPACE + "*(\\w+)" + SPACE + "+-?" + SPACE + "+(\\d+-\\d{3})" + SPACE + "+-?" + SPACE
            + "*");

    /** An entry as it will be read again: without blank lines, and without white space around it. */
    public static LogEntry of(String date, String level, String transaction, String text) {
        return new LogEntry(date, level, transaction, Texts.strip(tidy(text)));
    }

    /** A local time as it stands in the log. */
    public static String date(LocalDateTime time) {
        return DATE.format(time);
    }

    /** When it was written, in local time; absent if what stands in the log is no time. */
    public Optional<LocalDateTime> time() {
        try {
            return Optional.of(LocalDateTime.parse(date, DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The entry a line of a log starts, unless the line belongs to the entry before. */
    static Optional<LogEntry> parse(String line) {
        if (line.isEmpty() || line.charAt(0) < '0' || line.charAt(0) > '9') {
            return Optional.empty();
        }
        Matcher matcher = HEADER.matcher(line);
        return matcher.lookingAt()
                ? Optional.of(new LogEntry(
                        matcher.group(1), matcher.group(2), matcher.group(3), line.substring(matcher.end())))
                : Optional.empty();
    }

    /** The entry with the lines that follow it in the log, each after a line feed. */
    LogEntry continued(String lines) {
        return new LogEntry(date, level, transaction, Texts.strip(text + lines));
    }

    /** The lines of the entry in a log file. */
    String lines() {
        return date + " - " + level + " - " + transaction + " - " + text + "\n";
    }

    /**
     * Blank lines are not read back, so they are not written. A line that looks like the start of an entry would forge
     * one: a space before it keeps it a part of this entry.
     */
    private static String tidy(String text) {
        if (text.indexOf('\n') < 0) {
            return text;
        }
        StringBuilder tidy = new StringBuilder(text.length());
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('\n', start);
            String line = text.substring(start, end < 0 ? text.length() : end);
            if (!line.isEmpty()) {
                if (tidy.length() > 0) {
                    tidy.append('\n');
                    if (parse(line).isPresent()) {
                        tidy.append(' ');
                    }
                }
                tidy.append(line);
            }
            if (end < 0) {
                break;
            }
            start = end + 1;
        }
        return tidy.toString();
    }
}
