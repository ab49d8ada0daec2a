package io.buildout4j.recipes.template.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks a line into several of a given width, at blanks and hyphens, as Python's textwrap does. */
final class TextWrap {

    private static final Pattern CHUNK = Pattern.compile("\\s+|[^\\s]+");
    private static final Pattern HYPHENATED =
            Pattern.compile("[^\\s-]*?[\\w][\\p{L}]-(?=\\p{L}{2}|\\p{L}-)|.+?(?:--+)?$|--+");

    private TextWrap() {}

    static List<String> wrap(String line, int width, boolean breakLong, boolean onHyphens) {
        if (width <= 0) {
            throw PythonError.value("invalid width " + width + " (must be > 0)");
        }
        Deque<String> chunks = chunks(line, onHyphens);
        List<String> lines = new ArrayList<>();
        while (!chunks.isEmpty()) {
            List<String> current = new ArrayList<>();
            int length = 0;
            if (chunks.peek().isBlank() && !lines.isEmpty()) {
                chunks.pop();
            }
            while (!chunks.isEmpty() && length + Strings.length(chunks.peek()) <= width) {
                length += Strings.length(chunks.peek());
                current.add(chunks.pop());
            }
            if (!chunks.isEmpty() && Strings.length(chunks.peek()) > width) {
                if (breakLong) {
                    String chunk = chunks.pop();
                    int fits = chunk.offsetByCodePoints(0, Math.max(1, width - length));
                    int hyphen = onHyphens ? chunk.lastIndexOf('-', fits - 1) : -1;
                    if (hyphen > 0
                            && !chunk.substring(0, hyphen).replace("-", "").isEmpty()) {
                        fits = hyphen + 1;
                    }
                    current.add(chunk.substring(0, fits));
                    chunks.push(chunk.substring(fits));
                } else if (current.isEmpty()) {
                    current.add(chunks.pop());
                }
            }
            if (!current.isEmpty() && current.get(current.size() - 1).isBlank()) {
                current.remove(current.size() - 1);
            }
            if (!current.isEmpty()) {
                lines.add(String.join("", current));
            }
        }
        return lines;
    }

    private static Deque<String> chunks(String line, boolean onHyphens) {
        Deque<String> chunks = new ArrayDeque<>();
        Matcher matcher = CHUNK.matcher(line);
        while (matcher.find()) {
            String chunk = matcher.group();
            if (!onHyphens || chunk.isBlank() || chunk.indexOf('-') < 0) {
                chunks.add(chunk);
                continue;
            }
            Matcher parts = HYPHENATED.matcher(chunk);
            int at = 0;
            while (parts.find() && parts.start() == at && !parts.group().isEmpty()) {
                chunks.add(parts.group());
                at = parts.end();
            }
            if (at < chunk.length()) {
                chunks.add(chunk.substring(at));
            }
        }
        return chunks;
    }
}
