package io.buildout4j.engine.parse;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.engine.condition.Condition;
import io.buildout4j.engine.condition.ConditionException;
import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of one file, line by line, straight from the text. What looks odd here is what the original does: a
 * skipped section still has its lines checked, a comment line vanishes even inside a value, an indented line belongs to
 * whatever option came last.
 */
public final class ProfileParser {

    private final String text;
    private final String source;
    private final Condition condition;

    private final Map<String, SectionBuilder> sections = new LinkedHashMap<>();
    private final StringBuilder malformed = new StringBuilder();
    private int malformedLines;
    private int firstMalformed;
    private int firstMalformedColumn;

    private final LineGrammar.Visitor lines = new Lines();
    private @Nullable SectionBuilder section;
    private boolean read = true;
    private int line;

    private ProfileParser(String text, String source, Condition condition) {
        this.text = text;
        this.source = source;
        this.condition = condition;
    }

    /**
     * @param text the text, line ends of any kind
     * @param source the name of the file, for messages
     * @param condition decides about sections with a condition
     * @throws BuildoutException if there are malformed lines, all of which it names, or a condition cannot be evaluated
     */
    public static ParsedFile parse(String text, String source, Condition condition) {
        String lines =
                text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
        return new ProfileParser(lines, source, condition).parse();
    }

    private ParsedFile parse() {
        int length = text.length();
        for (int start = 0; start < length; ) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                end = length;
            }
            line++;
            LineGrammar.read(text, start, end, lines);
            start = end + 1;
        }
        if (malformedLines > 0) {
            throw new BuildoutException.Parsing(Diagnostic.error(
                            Diagnostic.Kind.PARSE_ERROR,
                            malformed.toString(),
                            malformedLines == 1
                                    ? "this line is neither a section header, an option nor a continuation"
                                    : "lines " + malformed.toString().replace(" ", ", ")
                                            + " are neither section headers, options nor continuations")
                    .at(new Origin.File(source, firstMalformed, firstMalformedColumn)));
        }
        Map<String, ParsedSection> result = new LinkedHashMap<>();
        for (Map.Entry<String, SectionBuilder> builder : sections.entrySet()) {
            result.put(builder.getKey(), builder.getValue().build());
        }
        return new ParsedFile(result);
    }

    private void open(Header header) {
        String expression = header.condition();
        read = expression == null || holds(expression);
        if (read) {
            SectionBuilder opened = sections.get(header.name());
            if (opened == null) {
                opened = new SectionBuilder(header.name(), line);
                sections.put(header.name(), opened);
            }
            opened.reopen();
            section = opened;
        }
    }

    private boolean holds(String expression) {
        try {
            return condition.holds(expression);
        } catch (ConditionException e) {
            String written = Blanks.strip(expression);
            throw new BuildoutException.Parsing(
                    Diagnostic.error(
                                    Diagnostic.Kind.CONDITION_ERROR,
                                    written,
                                    "the condition '" + written + "' cannot be evaluated: " + e.problem())
                            .at(new Origin.File(source, line, 1)),
                    e);
        }
    }

    private void reject(int start, int end) {
        if (malformedLines++ == 0) {
            firstMalformed = line;
            firstMalformedColumn = column(start, end);
        } else {
            malformed.append(' ');
        }
        malformed.append(line);
    }

    private int column(int start, int end) {
        return Blanks.skip(text, start, end) - start + 1;
    }

    private BuildoutException missingHeader(int start, int end) {
        Diagnostic problem = Diagnostic.error(
                        Diagnostic.Kind.MISSING_SECTION_HEADER,
                        Integer.toString(line),
                        "there is no section header before this line")
                .at(new Origin.File(source, line, column(start, end)));
        boolean begun = text.startsWith("[", Blanks.skip(text, start, end));
        return new BuildoutException.Parsing(
                begun ? problem.withHint("a section header is [NAME] at the beginning of a line") : problem);
    }

    /** What a line means where it stands. */
    private final class Lines implements LineGrammar.Visitor {

        @Override
        public void comment(int start, int end) {
            // Comments leave no trace, not even inside a value.
        }

        @Override
        public void indented(int start, int end) {
            if (section != null && section.hasOption()) {
                if (read) {
                    section.continueValue(text, start, end);
                }
            } else if (Blanks.skip(text, start, end) < end) {
                other(start, end);
            }
        }

        @Override
        public void header(Header header, int start, int end) {
            open(header);
        }

        @Override
        public void option(int nameEnd, int valueStart, int start, int end) {
            if (section == null) {
                throw missingHeader(start, end);
            }
            if (read) {
                String name = nameEnd == start ? LineGrammar.DEPENDENCIES : text.substring(start, nameEnd);
                int from = Blanks.skip(text, valueStart, end);
                section.assign(name, text.substring(from, Blanks.trim(text, from, end)), line);
            }
        }

        @Override
        public void other(int start, int end) {
            if (section == null) {
                throw missingHeader(start, end);
            }
            reject(start, end);
        }
    }
}
