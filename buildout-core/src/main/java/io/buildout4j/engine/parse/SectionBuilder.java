package io.buildout4j.engine.parse;

import io.buildout4j.engine.text.Blanks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One section while its file is being read. */
final class SectionBuilder {

    private static final String BLANK_BETWEEN = " ";

    private final String name;
    private final int line;
    private final Map<String, ValueBuilder> options = new LinkedHashMap<>();
    private @Nullable ValueBuilder current;
    private boolean block;
    private boolean operators;

    SectionBuilder(String name, int line) {
        this.name = name;
        this.line = line;
    }

    /** A header of this section was read: what follows continues none of its options. */
    void reopen() {
        current = null;
    }

    boolean hasOption() {
        return current != null;
    }

    /**
     * @param written the name with its operator
     * @param value the stripped text on the option's own line
     */
    void assign(String written, String value, int atLine) {
        char last = written.charAt(written.length() - 1);
        boolean operator = last == '+' || last == '-';
        ValueBuilder known = options.get(written);
        if (known != null && operator) {
            known.extend(value);
            current = known;
        } else {
            if (!operator && operators) {
                options.remove(written + BLANK_BETWEEN + '+');
                options.remove(written + BLANK_BETWEEN + '-');
            }
            current = known == null ? new ValueBuilder(value, atLine) : known.replace(value, atLine);
            if (known == null) {
                options.put(written, current);
            }
        }
        operators |= operator;
        block = value.isEmpty();
    }

    void continueValue(String text, int start, int end) {
        ValueBuilder value = current;
        if (value == null) {
            return;
        }
        int from = block ? start : Blanks.skip(text, start, end);
        int to = Blanks.trim(text, from, end);
        if (block || to > from) {
            value.append(text, from, to);
        }
    }

    ParsedSection build() {
        Map<String, ParsedOption> result = new LinkedHashMap<>(options.size() * 2);
        for (Map.Entry<String, ValueBuilder> option : options.entrySet()) {
            ValueBuilder value = option.getValue();
            result.put(option.getKey(), new ParsedOption(option.getKey(), value.text(), value.line));
        }
        return new ParsedSection(name, line, result);
    }

    /** A value that is a plain text as long as it has one line. */
    private static final class ValueBuilder {
        private String first;
        private @Nullable StringBuilder lines;
        private int line;

        ValueBuilder(String first, int line) {
            this.first = first;
            this.line = line;
        }

        ValueBuilder replace(String value, int atLine) {
            first = value;
            lines = null;
            line = atLine;
            return this;
        }

        void append(String text, int start, int end) {
            if (lines == null) {
                lines = new StringBuilder(first);
            }
            lines.append('\n').append(text, start, end);
        }

        void extend(String value) {
            first = Blanks.stripEnd(lines == null ? first : lines.toString());
            lines = null;
            if (!value.isEmpty()) {
                first = first + "\n" + value;
            }
        }

        String text() {
            String value = lines == null ? first : lines.toString();
            return !value.isEmpty() && Blanks.isBlank(value.charAt(0)) ? BlockValue.dedent(value) : value;
        }
    }
}
