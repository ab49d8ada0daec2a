package io.buildout4j.profile.edit;

import io.buildout4j.profile.Assignment.Operator;
import java.util.List;

/**
 * How a file is written, so that what is added looks like the rest.
 *
 * @param lineEnd what ends a line
 * @param indentation what the lines of a value below their option begin with
 * @param spaced whether blanks stand around operators
 */
record Style(String lineEnd, String indentation, boolean spaced) {

    static final String USUAL_INDENTATION = "    ";

    /** The style of the first lines that show it. */
    static Style of(List<Line> lines) {
        String lineEnd = lines.stream()
                .map(Line::end)
                .filter(end -> !end.isEmpty())
                .findFirst()
                .orElse("\n");
        String indentation = lines.stream()
                .filter(Line.Continuation.class::isInstance)
                .map(line -> line.tokens().get(0).text())
                // Other blanks would become part of the value.
                .filter(blanks -> blanks.chars().allMatch(c -> c == ' ' || c == '\t'))
                .findFirst()
                .orElse(USUAL_INDENTATION);
        boolean spaced = lines.stream()
                .filter(Line.Option.class::isInstance)
                .map(Style::isSpaced)
                .findFirst()
                .orElse(true);
        return new Style(lineEnd, indentation, spaced);
    }

    /** An option without a value, to the end of its operator. */
    String head(String name, Operator operator) {
        return name + (spaced ? " " : "") + operator;
    }

    /** What stands between an operator and its value. */
    String gap() {
        return spaced ? " " : "";
    }

    private static boolean isSpaced(Line option) {
        return option.tokens().stream()
                .takeWhile(token -> token.kind() != Token.Kind.OPERATOR)
                .anyMatch(token -> token.kind() == Token.Kind.BLANK);
    }
}
