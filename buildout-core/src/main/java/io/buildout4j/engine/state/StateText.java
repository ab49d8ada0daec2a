package io.buildout4j.engine.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of the state file: that of a profile, with blanks at the ends of lines protected by words such as {@code
 * %(__buildout_space_n__)s}.
 *
 * <p>A value is written as the original writes it whenever the original's way brings it back. It loses tabs at the
 * ends of lines, dies of a carriage return within a value and of odd option names, and takes a value that spells a
 * protecting word for a blank; such text is written with {@code %(__buildout_char_9__)s}, the code point in
 * hexadecimal, which the original reads as it stands and so takes the part for changed.
 */
public final class StateText {

    /** A line that belongs in no state file. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        Malformed(int line, String problem) {
            super(problem);
            this.line = line;
        }

        /** The line, counted from 1. */
        public int line() {
            return line;
        }
    }

    private static final String SPACE = "%(__buildout_space__)s";
    private static final String LINE_END = "%(__buildout_space_n__)s";
    private static final Map<String, String> MEANING = Map.of("n", "\n", "r", "\r", "f", "\f", "v", "\u000B");

    private StateText() {}

    /** Writes a section, options in the order given. */
    static void section(String name, Map<String, String> options, StringBuilder out) {
        out.append('[').append(name).append("]\n");
        options.forEach((option, value) ->
                out.append(name(option)).append(" = ").append(value(value)).append('\n'));
    }

    private static String name(String option) {
        return Patterns.NAME.matcher(option).matches() ? option : characters(option, true);
    }

    private static String value(String value) {
        if (isPlain(value)) {
            return value;
        }
        String written = asTheOriginal(value);
        return value.equals(readBack(written)) ? written : characters(value, false);
    }

    /** One line of printable text without outer blanks: needs no protection. */
    private static boolean isPlain(String value) {
        int length = value.length();
        if (length == 0) {
            return true;
        }
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '%' || c > '~') {
                return false;
            }
        }
        return value.charAt(0) != ' ' && value.charAt(length - 1) != ' ';
    }

    private static String asTheOriginal(String value) {
        Matcher blanks = Patterns.BLANKS.matcher(value);
        StringBuilder out = new StringBuilder();
        while (blanks.find()) {
            String run = blanks.group();
            int end = run.indexOf('\n');
            blanks.appendReplacement(
                    out,
                    Matcher.quoteReplacement(
                            end < 0
                                    ? words(run)
                                    : words(run.substring(0, end)) + "\n\t" + words(run.substring(end + 1))));
        }
        String text = blanks.appendTail(out).toString();
        if (text.startsWith("\n\t")) {
            text = LINE_END + text.substring(2);
        }
        return text.endsWith("\n\t") ? text.substring(0, text.length() - 2) + LINE_END : text;
    }

    private static String words(String blanks) {
        return blanks.replace(" ", SPACE)
                .replace("\r", "%(__buildout_space_r__)s")
                .replace("\f", "%(__buildout_space_f__)s")
                .replace("\u000B", "%(__buildout_space_v__)s")
                .replace("\n", LINE_END);
    }

    private static String characters(String text, boolean blanksToo) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean word = c == '%' && text.contains("%(__buildout_");
            boolean odd = Character.isISOControl(c) || (isBlank(c) && (blanksToo || c != ' ')) || isSurrogate(c);
            boolean outer = c == ' ' && (out.isEmpty() || text.isBlank() || text.endsWith(" "));
            boolean sign = blanksToo && "{}[]=:#;+-".indexOf(c) >= 0;
            if (word || odd || outer || sign) {
                out.append("%(__buildout_char_").append(Integer.toHexString(c)).append("__)s");
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    /** What a reader makes of a written value; null if it would not take it for one value. */
    private static @Nullable String readBack(String written) {
        StringBuilder value = new StringBuilder();
        String[] lines = Patterns.LINES.split(written, -1);
        for (int i = 0; i < lines.length; i++) {
            String line = strip(lines[i]);
            if (i > 0 && (line.isEmpty() || !isBlank(lines[i].charAt(0)))) {
                return null;
            }
            if (i > 0) {
                value.append('\n');
            }
            value.append(line);
        }
        for (int i = 0; i < written.length(); i++) {
            boolean pair = Character.isHighSurrogate(written.charAt(i))
                    && i + 1 < written.length()
                    && Character.isLowSurrogate(written.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(written.charAt(i))) {
                return null;
            }
        }
        return unprotect(value.toString());
    }

    /** Reads sections and their options; of a section or option given twice the later options win. */
    static Map<String, Map<String, String>> parse(String file) throws Malformed {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> section = null;
        String option = null;
        StringBuilder value = new StringBuilder();
        boolean block = false;
        int number = 0;
        int next = 0;
        String text = file.indexOf('\r') < 0 ? file : file.replace("\r\n", "\n").replace('\r', '\n');
        for (int at = 0; at < text.length(); at = next) {
            int feed = text.indexOf('\n', at);
            int end = feed < 0 ? text.length() : feed;
            next = end + 1;
            number++;
            String line = text.substring(at, end);
            char first = line.isEmpty() ? '\n' : line.charAt(0);
            if (first == '#' || first == ';') {
                continue;
            }
            if (isBlank(first) && option != null) {
                String more = block ? line.stripTrailing() : strip(line);
                if (!more.isEmpty()) {
                    value.append('\n').append(more);
                }
                continue;
            }
            if (option != null && section != null) {
                section.put(option, finished(value, block));
                option = null;
            }
            if (first == '[') {
                int close = line.indexOf(']');
                if (close < 0) {
                    throw new Malformed(number, "section header without ']'");
                }
                String name = strip(line.substring(1, close));
                section = sections.getOrDefault(name, new LinkedHashMap<>());
                sections.put(name, section);
            } else if (!strip(line).isEmpty()) {
                int sign = line.indexOf('=');
                if (section == null || sign < 1) {
                    throw new Malformed(
                            number, section == null ? "no section header above" : "neither section nor option");
                }
                option = unprotect(strip(line.substring(0, sign)));
                value.setLength(0);
                value.append(strip(line.substring(sign + 1)));
                block = value.isEmpty();
            }
        }
        if (option != null && section != null) {
            section.put(option, finished(value, block));
        }
        return sections;
    }

    private static String finished(StringBuilder value, boolean block) {
        String text = value.toString();
        return unprotect(block && !text.isEmpty() ? text.stripIndent().strip() : text);
    }

    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static String unprotect(String text) {
        if (!text.contains("%(__buildout_")) {
            return text;
        }
        return Patterns.PROTECTED
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1), found.group(2))));
    }

    private static String meaning(@Nullable String letter, @Nullable String code) {
        if (code != null) {
            return Character.toString(Integer.parseInt(code, 16));
        }
        return letter == null ? " " : MEANING.getOrDefault(letter, " ");
    }

    /** What plain text is read without; apart, for patterns are slow to come. */
    private static final class Patterns {
        static final Pattern BLANKS = Pattern.compile(
                "[ \\t\\r\\f\\x0B]*\\n[ \\t\\r\\f\\x0B\\n]*" + "|\\A[ \\t\\r\\f\\x0B]+" + "|[ \\t\\r\\f\\x0B]+\\z");
        static final Pattern PROTECTED =
                Pattern.compile("%\\(__buildout_(?:space_(?:([nrfv])__|_)|char_([0-9a-f]{1,6})__)\\)s");
        static final Pattern NAME = Pattern.compile(
                "(?!.*%\\(__buildout_)[^\\s{}\\[\\]=:#;\\p{Cntrl}\\p{Cs}\\p{Z}\\x{85}][^\\s{}\\[\\]=:\\p{Cntrl}\\p{Cs}\\p{Z}\\x{85}]*( ?[-+])?");
        static final Pattern LINES = Pattern.compile("\r\n|\r|\n");

        private Patterns() {}
    }
}
