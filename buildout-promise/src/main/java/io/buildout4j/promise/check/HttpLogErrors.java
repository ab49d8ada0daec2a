package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The end of a web server's error log has no errors, or none younger than {@code maximum-delay} seconds. */
final class HttpLogErrors implements Promise {
    private static final int END = 4096;
    private static final int MOST_UNDATED = 3;
    private static final Pattern LINE = Pattern.compile("^\\[([^\\]]+)\\] \\[([^\\]]+)\\] (.*)$");
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendPattern("EEE MMM d HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern(" uuuu")
            .toFormatter(Locale.ENGLISH);

    private final String file;
    private final int delay;

    HttpLogErrors(Parameters parameters) {
        file = parameters
                .findText("log-file")
                .orElseThrow(() -> new IllegalArgumentException("log file was not set in promise parameters."));
        delay = parameters.asInt("maximum-delay", 0);
    }

    @Override
    public Finding sense(PromiseContext context) throws IOException {
        Path log = context.directory().resolve(file);
        if (!Files.exists(log)) {
            return Finding.ok("OK");
        }
        String[] lines = end(log).split("\n");
        LocalDateTime oldest =
                delay > 0 ? LocalDateTime.now(context.clock()).minus(Duration.ofSeconds(delay)) : LocalDateTime.MIN;
        int errors = 0;
        int undated = 0;
        int noRoute = 0;
        int unreachable = 0;
        int timeout = 0;
        for (int i = lines.length - 1; i >= 0; i--) {
            Matcher line = LINE.matcher(lines[i].strip());
            if (!line.matches()) {
                continue;
            }
            Optional<LocalDateTime> date = date(line.group(1));
            if (date.isEmpty()) {
                // A line may be cut where reading began, but more than some of them are of another kind of log.
                if (++undated > MOST_UNDATED) {
                    return Finding.failed("time data " + Words.quoted(line.group(1))
                            + " does not match format '%a %b %d %H:%M:%S.%f %Y'");
                }
                continue;
            }
            if (date.get().isBefore(oldest)) {
                break;
            }
            if (!line.group(2).equals("error") && !line.group(2).endsWith(":error")) {
                continue;
            }
            String said = line.group(3);
            errors++;
            noRoute += said.contains("(113)No route to host") ? 1 : 0;
            unreachable += said.contains("(101)Network is unreachable") ? 1 : 0;
            timeout += said.contains("(110)Connection timed out") ? 1 : 0;
        }
        return errors == 0
                ? Finding.ok("OK")
                : Finding.failed("ERROR=" + errors + " (NOROUTE=" + noRoute + ", UNREACHABLENET=" + unreachable
                        + ", TIMEOUT=" + timeout + ")");
    }

    private static Optional<LocalDateTime> date(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text.replaceAll(" +", " "), DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String end(Path log) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(END, content.length())];
            content.seek(content.length() - bytes.length);
            content.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
