package io.buildout4j.examples.cli;

import io.buildout4j.profile.Value;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which lines are shown, and in which shape: what {@code -v} and {@code -q}, {@code log-level} and {@code log-format} of
 * {@code [buildout]} say together, counted as Python's logging counts.
 *
 * @param threshold lines of a lower level are not shown
 * @param format a format of Python's logging, such as <code>%(levelname)s %(message)s</code>; empty for lines as they are
 */
record LogStyle(int threshold, String format) {

    static final int DEBUG = 10;
    static final int INFO = 20;
    static final int WARNING = 30;

    private static final Map<String, Integer> LEVELS =
            Map.of("DEBUG", DEBUG, "INFO", INFO, "WARNING", WARNING, "ERROR", 40, "CRITICAL", 50);

    /** What the options alone say, as long as no profile is read. */
    static LogStyle of(int verbosity) {
        return new LogStyle(INFO - 10 * verbosity, "");
    }

    /** What {@code [buildout]} says, in which {@code -v} and {@code -q} have become the option {@code verbosity}. */
    static LogStyle of(Map<String, Value> buildout) {
        String level = text(buildout, "log-level", "INFO");
        Integer known = LEVELS.get(level);
        int verbosity = number(text(buildout, "verbosity", "0"));
        return new LogStyle((known == null ? number(level) : known) - verbosity, text(buildout, "log-format", ""));
    }

    private static String text(Map<String, Value> options, String name, String usual) {
        Value value = options.get(name);
        return value == null ? usual : value.text();
    }

    private static int number(String text) {
        return (int) Double.parseDouble(text.replace("_", ""));
    }

    boolean shows(int level) {
        return level >= threshold;
    }

    /** Whether the whole configuration is shown first. */
    boolean showsConfiguration() {
        return threshold < DEBUG;
    }

    /**
     * A line as the format shapes it; fields that it does not know stay as they are written.
     *
     * @param logger what the format calls <code>%(name)s</code>: the program or a part
     * @param plain the line where there is no format
     */
    String shaped(int level, String logger, String message, String plain) {
        return format.isEmpty() ? plain : Fields.fill(format, level, logger, message);
    }

    /** Fills a format in; apart, for most runs have none. */
    private static final class Fields {

        private static final Pattern FIELD = Pattern.compile("%(?:%|\\((\\w+)\\)(-?)(0?)(\\d{0,3})[sd])");

        static String fill(String format, int level, String logger, String message) {
            return FIELD.matcher(format)
                    .replaceAll(field -> Matcher.quoteReplacement(
                            field.group(1) == null
                                    ? "%"
                                    : value(field.group(1), level, logger, message)
                                            .map(text -> padded(text, field))
                                            .orElse(field.group())));
        }

        private static Optional<String> value(String field, int level, String logger, String message) {
            return switch (field) {
                case "message" -> Optional.of(message);
                case "name" -> Optional.of(logger);
                case "levelname" -> Optional.of(level < INFO ? "DEBUG" : level < WARNING ? "INFO" : "WARNING");
                case "levelno" -> Optional.of(String.valueOf(level));
                case "asctime" ->
                    Optional.of(ZonedDateTime.now(ZoneId.systemDefault())
                            .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS")));
                case "process" ->
                    Optional.of(String.valueOf(ProcessHandle.current().pid()));
                default -> Optional.empty();
            };
        }

        private static String padded(String text, MatchResult field) {
            int width = field.group(4).isEmpty() ? 0 : Integer.parseInt(field.group(4));
            String padding = (field.group(3).isEmpty() ? " " : "0").repeat(Math.max(0, width - text.length()));
            return field.group(2).isEmpty() ? padding + text : text + padding;
        }
    }
}
