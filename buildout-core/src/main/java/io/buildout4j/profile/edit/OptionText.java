package io.buildout4j.profile.edit;

import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Assignment.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of an option. There are two forms, a value that begins behind its operator and one that begins below
 * it, and neither can hold every value: a form is taken if what it wrote reads back as what was wanted.
 */
final class OptionText {

    private final Style style;
    private final String name;
    private final Operator operator;
    private final String value;
    private final List<String> wanted;
    private final long malformed;

    /** @param malformed how many malformed lines stand among those of the option, and stay */
    private OptionText(Style style, String name, Operator operator, String value, long malformed) {
        this.style = style;
        this.name = name;
        this.operator = operator;
        this.value = value;
        this.wanted = List.of(value.split("\n", -1));
        this.malformed = malformed;
    }

    /** The text of a new option, each line with its end; empty if no profile can hold it. */
    static Optional<String> fresh(Style style, String name, Operator operator, String value) {
        OptionText text = new OptionText(style, name, operator, value, 0);
        String head = style.head(name, operator);
        return text.firstThatReadsBack(
                text.wanted.size() == 1
                        ? List.of(text.behind(head, style.gap()), text.below(head))
                        : List.of(text.below(head), text.behind(head, style.gap())));
    }

    /**
     * The text of an option with another value: its first line up to the operator, its comments and the lines that stay
     * the same are kept as they are. Empty if no profile can hold it.
     */
    static Optional<String> changed(Style style, WrittenOption option, String value) {
        long malformed =
                option.lines().stream().filter(Line.Malformed.class::isInstance).count();
        OptionText text = new OptionText(style, option.name(), option.operator(), value, malformed);
        Body body = Body.of(option, style);
        String head = body.head();
        boolean behind = body.isBehind()
                ? text.wanted.size() == 1
                        || body.hasSeveralLines()
                        || text.wanted.get(0).equals(body.firstValue())
                : text.wanted.size() == 1 && body.values().isEmpty();
        Form kept = behind ? text.keepingBehind(body) : text.keepingBelow(body);
        Form other = behind ? text.below(head) : text.behind(head, body.gap());
        Form anew = behind ? text.behind(head, body.gap()) : text.below(head);
        return text.firstThatReadsBack(List.of(kept, anew.withOthers(body), other.withOthers(body)))
                .map(written -> withEndOf(option, written));
    }

    /** A file whose last line has no end keeps it so. */
    private static String withEndOf(WrittenOption option, String written) {
        boolean open = option.lines().get(option.lines().size() - 1).end().isEmpty();
        return open ? withoutEnd(written) : written;
    }

    static String withoutEnd(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    private Form behind(String head, String gap) {
        Form form = new Form();
        form.add(wanted.get(0).isEmpty() ? head : head + gap + wanted.get(0));
        wanted.stream().skip(1).forEach(line -> form.add(indented(line, style.indentation())));
        return form;
    }

    private Form below(String head) {
        Form form = new Form();
        form.add(head);
        wanted.forEach(line -> form.add(indented(line, style.indentation())));
        return form;
    }

    private Form keepingBehind(Body body) {
        Form form = new Form();
        String first = wanted.get(0);
        if (first.equals(body.firstValue())) {
            form.addAsIs(body.first(), true);
        } else {
            form.add(first.isEmpty() ? body.head() : body.head() + body.gap() + first);
        }
        return keeping(form, body, wanted.subList(1, wanted.size()));
    }

    private Form keepingBelow(Body body) {
        Form form = new Form();
        if (body.isBehind()) {
            form.add(body.head());
        } else {
            form.addAsIs(body.first(), true);
        }
        return keeping(form, body, value.isEmpty() ? List.of() : wanted);
    }

    /** The old lines, of which those that differ between what both begin with and what both end with are exchanged. */
    private Form keeping(Form form, Body body, List<String> lines) {
        List<String> old = body.values();
        int same = Math.min(old.size(), lines.size());
        int before = 0;
        while (before < same && old.get(before).equals(lines.get(before))) {
            before++;
        }
        int after = 0;
        while (after < same - before && old.get(old.size() - 1 - after).equals(lines.get(lines.size() - 1 - after))) {
            after++;
        }
        int line = before;
        int last = lines.size() - after;
        int seen = 0;
        for (Body.Row row : body.rows()) {
            boolean exchanged = row.value() != null && seen >= before && seen < old.size() - after;
            if (row.value() != null && seen++ == old.size() - after) {
                line = addAll(form, body, lines, line, last);
            }
            if (!exchanged) {
                form.addAsIs(row.line(), row.value() != null);
            } else if (line < last) {
                form.add(indented(lines.get(line++), body.indentation()));
            }
        }
        addAll(form, body, lines, line, last);
        return form;
    }

    private static int addAll(Form form, Body body, List<String> lines, int from, int to) {
        for (int i = from; i < to; i++) {
            form.add(indented(lines.get(i), body.indentation()));
        }
        return Math.max(from, to);
    }

    private static String indented(String line, String indentation) {
        return line.isEmpty() ? "" : indentation + line;
    }

    private Optional<String> firstThatReadsBack(List<Form> forms) {
        return forms.stream().map(Form::text).filter(this::readsBack).findFirst();
    }

    private boolean readsBack(String text) {
        ProfileDocument read = ProfileDocument.parse("[a]\n" + text);
        if (read.sections().size() != 1 || read.malformed().size() != malformed) {
            return false;
        }
        List<WrittenOption> options = read.sections().get(0).options();
        return options.size() == 1
                && options.get(0).name().equals(name)
                && options.get(0).operator() == operator
                && options.get(0).value().equals(value);
    }

    /** Lines being written. */
    private final class Form {
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder blanks = new StringBuilder();
        private int firstEnd;

        void add(String content) {
            append(content + style.lineEnd(), true);
        }

        /** @param counts whether the line is one of the value, or blank or a comment between such lines */
        void addAsIs(Line line, boolean counts) {
            String written = line.content() + (line.end().isEmpty() ? style.lineEnd() : line.end());
            if (line instanceof Line.Blank && !counts) {
                // Wanted only if a line of the value follows.
                blanks.append(written);
            } else {
                append(written, counts);
            }
        }

        private void append(String written, boolean counts) {
            if (counts) {
                text.append(blanks);
                blanks.setLength(0);
            }
            text.append(written);
            firstEnd = firstEnd == 0 ? text.length() : firstEnd;
        }

        /** With what stood between the lines of the old value, below the first line, as its neighbours are gone. */
        Form withOthers(Body body) {
            StringBuilder others = new StringBuilder();
            for (Body.Row row : body.rows()) {
                if (row.line() instanceof Line.Comment || row.line() instanceof Line.Malformed) {
                    others.append(row.line().content()).append(style.lineEnd());
                }
            }
            text.insert(firstEnd, others);
            return this;
        }

        String text() {
            return text.toString();
        }
    }

    /**
     * What stands in an option.
     *
     * @param first its first line
     * @param head the first line to the end of the operator
     * @param gap what stands, or would stand, between operator and value
     * @param firstValue the text behind the operator
     * @param rows the lines below the first
     * @param indentation what a new line of the value begins with
     */
    private record Body(
            Line.Option first, String head, String gap, String firstValue, List<Row> rows, String indentation) {

        /**
         * A line below the first.
         *
         * @param value its text if it is a line of the value
         */
        record Row(Line line, @Nullable String value) {}

        static Body of(WrittenOption option, Style style) {
            StringBuilder head = new StringBuilder();
            StringBuilder rest = new StringBuilder();
            boolean operatorSeen = false;
            for (Token token : option.first().tokens()) {
                if (token.kind() != Token.Kind.LINE_END) {
                    (operatorSeen ? rest : head).append(token.text());
                    operatorSeen |= token.kind() == Token.Kind.OPERATOR;
                }
            }
            String firstValue = Blanks.strip(rest.toString());
            String gap = firstValue.isEmpty() ? style.gap() : rest.substring(0, rest.indexOf(firstValue));
            List<Row> rows = rows(option, firstValue.isEmpty());
            return new Body(option.first(), head.toString(), gap, firstValue, rows, indentation(rows, style));
        }

        private static List<Row> rows(WrittenOption option, boolean below) {
            List<Row> rows = new ArrayList<>();
            List<String> values = List.of(option.value().split("\n", -1));
            int next = below ? 0 : 1;
            for (Line line : option.lines().subList(1, option.lines().size())) {
                boolean counts = line instanceof Line.Continuation || (below && next > 0 && line instanceof Line.Blank);
                rows.add(new Row(line, counts && next < values.size() ? values.get(next++) : null));
            }
            return rows;
        }

        /** What a line has more at its beginning in the file than in the value. */
        private static String indentation(List<Row> rows, Style style) {
            for (Row row : rows) {
                String value = row.value();
                if (row.line() instanceof Line.Continuation line && value != null) {
                    String content = line.content();
                    int at = Blanks.trim(content, 0, content.length()) - value.length();
                    return at > 0 ? content.substring(0, at) : style.indentation();
                }
            }
            return style.indentation();
        }

        boolean isBehind() {
            return !firstValue.isEmpty();
        }

        boolean hasSeveralLines() {
            return rows.stream().anyMatch(row -> row.value() != null);
        }

        List<String> values() {
            List<String> values = new ArrayList<>();
            for (Row row : rows) {
                if (row.value() != null) {
                    values.add(row.value());
                }
            }
            return values;
        }
    }
}
