package io.buildout4j.profile.edit;

import io.buildout4j.engine.parse.ParsedOption;
import io.buildout4j.engine.parse.ProfileParser;
import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Assignment.Operator;
import java.util.List;

/**
 * An option as one place of a file writes it.
 *
 * @param first the line that names it
 * @param lines its lines, from the one that names it to the last of its value, with the comments and blank lines between
 */
public record WrittenOption(Line.Option first, List<Line> lines) {

    public WrittenOption {
        lines = List.copyOf(lines);
    }

    /** The name, without its operator. */
    public String name() {
        return first.name();
    }

    /** How the value acts on what other files say. */
    public Operator operator() {
        return first.operator();
    }

    /** The value as the engine reads it: lines joined, common indentation taken off, references as written. */
    public String value() {
        StringBuilder text = new StringBuilder("[a]\n");
        for (Line line : lines) {
            if (!(line instanceof Line.Malformed)) {
                text.append(line.content()).append('\n');
            }
        }
        // Read as the engine reads it rather than worked out here, so that the two cannot differ.
        return ProfileParser.parse(text.toString(), "", expression -> true).sections().values().stream()
                .flatMap(section -> section.options().values().stream())
                .map(ParsedOption::value)
                .findFirst()
                .orElse("");
    }

    /** The entries of a list: the lines of the value that are not blank, each without the blanks around it. */
    public List<String> entries() {
        return value().lines()
                .map(Blanks::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
