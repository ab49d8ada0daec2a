package io.buildout4j.profile.edit;

import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Assignment.Operator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which lines of a file belong together. */
final class Outline {

    private Outline() {}

    static List<WrittenSection> sections(List<Line> lines) {
        List<WrittenSection> sections = new ArrayList<>();
        int end = lines.size();
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i) instanceof Line.Header header) {
                List<Line> own = lines.subList(i, end);
                sections.add(new WrittenSection(header, own, options(own)));
                end = i;
            }
        }
        Collections.reverse(sections);
        return List.copyOf(sections);
    }

    private static List<WrittenOption> options(List<Line> lines) {
        List<WrittenOption> options = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (int i = 1; i <= lines.size(); i++) {
            boolean over = i == lines.size();
            if (start > 0 && (over || lines.get(i) instanceof Line.Option)) {
                options.add(new WrittenOption((Line.Option) lines.get(start), lines.subList(start, end)));
            }
            if (!over && lines.get(i) instanceof Line.Option) {
                start = i;
                end = i + 1;
            } else if (!over && lines.get(i) instanceof Line.Continuation) {
                end = i + 1;
            }
        }
        return options;
    }

    /**
     * Of all places that write an option those whose values with an operator count: the last {@code =}, or the additions
     * (removals) that no later {@code =} forgets.
     */
    static List<WrittenOption> counting(List<WrittenOption> places, Operator operator) {
        List<WrittenOption> counting = new ArrayList<>();
        for (WrittenOption place : places) {
            if (place.operator() == Operator.SET) {
                // The parser forgets what is written with a blank before the sign, and nothing else.
                counting.removeIf(before -> before.operator() == Operator.SET || isForgotten(before.first()));
            }
            if (place.operator() == operator) {
                counting.add(place);
            }
        }
        return counting;
    }

    private static boolean isForgotten(Line.Option addition) {
        String written = addition.written();
        return written.equals(addition.name() + " " + written.charAt(written.length() - 1));
    }

    /** The index behind the last line of a section: what follows leads on to the next. */
    static int end(List<Line> lines, WrittenSection section) {
        int start = section.header().number() - 1;
        int limit = start + section.lines().size();
        int content = limit;
        while (content > start + 1 && isBlankOrComment(lines.get(content - 1))) {
            content--;
        }
        int end = content;
        while (end < limit && lines.get(end) instanceof Line.Comment) {
            end++;
        }
        // Comments that reach to the next header are about that one.
        return end == limit && limit < lines.size() ? content : end;
    }

    /** The numbers of the lines that go with a section, so that what is around it stands as before. */
    static List<Integer> extent(List<Line> lines, WrittenSection section) {
        int header = section.header().number() - 1;
        int from = header;
        while (from > 0 && lines.get(from - 1) instanceof Line.Comment) {
            from--;
        }
        if (from == 0) {
            // What a file begins with is about the file.
            from = header;
        }
        int to = end(lines, section);
        int next = to;
        while (next < lines.size() && lines.get(next) instanceof Line.Blank) {
            next++;
        }
        boolean apart = from == 0 || lines.get(from - 1) instanceof Line.Blank;
        if (next < lines.size() && apart) {
            to = next;
        }
        while (next == lines.size() && from > 0 && lines.get(from - 1) instanceof Line.Blank) {
            from--;
        }
        return IntStream.rangeClosed(from + 1, to).boxed().toList();
    }

    static Token nameOf(WrittenSection section) {
        return section.header().tokens().stream()
                .filter(token -> token.kind() == Token.Kind.SECTION_NAME)
                .findFirst()
                .orElseThrow();
    }

    /** A list without an entry, which is a line or, in a list of words, a word. */
    static String without(String list, String entry, boolean words) {
        List<String> rest = new ArrayList<>();
        for (String line : list.split("\n", -1)) {
            boolean whole = Blanks.strip(line).equals(entry);
            if (!whole && words && Blanks.words(line).contains(entry)) {
                rest.add(Blanks.words(line).stream()
                        .filter(word -> !word.equals(entry))
                        .collect(Collectors.joining(" ")));
            } else if (!whole) {
                rest.add(line);
            }
        }
        return Blanks.strip(String.join("\n", rest));
    }

    private static boolean isBlankOrComment(Line line) {
        return line instanceof Line.Blank || line instanceof Line.Comment;
    }
}
