package io.buildout4j.profile.edit;

import java.util.List;
import java.util.Optional;

/**
 * A section as one place of a file writes it: a header and what follows up to the next. A file may have several of the
 * same name.
 *
 * @param header the line that opens it
 * @param lines its lines, the header first, to the next header or the end of the file
 * @param options its options in the order in which they are written; a name may occur again
 */
public record WrittenSection(Line.Header header, List<Line> lines, List<WrittenOption> options) {

    public WrittenSection {
        lines = List.copyOf(lines);
        options = List.copyOf(options);
    }

    /** The name. */
    public String name() {
        return header.name();
    }

    /**
     * What edits call it: the name, followed by a colon and the condition if it has one, such as {@code versions} or
     * {@code versions:python2}.
     */
    public String label() {
        return header.condition().isEmpty() ? name() : name() + ":" + header.condition();
    }

    /** The option of that name, whatever its operator; the last, if there are several. */
    public Optional<WrittenOption> find(String option) {
        return options.stream().filter(o -> o.name().equals(option)).reduce((before, after) -> after);
    }
}
