package io.buildout4j.engine.parse;

import io.buildout4j.engine.text.Blanks;

/** What a line of a profile is, told from the line alone; what it means where it stands is for the visitor to say. */
public final class LineGrammar {

    /** The option that the short form {@code => a b} assigns to. */
    public static final String DEPENDENCIES = "<part-dependencies>";

    /** Is told the kind of a line, with the positions in the text at which the line starts and ends. */
    public interface Visitor {

        /** A line that begins with a comment sign. */
        void comment(int start, int end);

        /** A line that begins with a blank, or is empty. */
        void indented(int start, int end);

        /** A section header. */
        void header(Header header, int start, int end);

        /**
         * An assignment.
         *
         * @param nameEnd where the name with its operator ends; the start of the line for the short form, see
         *     {@link #DEPENDENCIES}
         * @param valueStart the position after the equals sign, or after the arrow of the short form
         */
        void option(int nameEnd, int valueStart, int start, int end);

        /** Nothing of these. */
        void other(int start, int end);
    }

    private LineGrammar() {}

    /** Tells a visitor what the line from start to end is, its line end not counted. */
    public static void read(String text, int start, int end, Visitor visitor) {
        char first = start < end ? text.charAt(start) : '\n';
        if (first == '#' || first == ';') {
            visitor.comment(start, end);
        } else if (Blanks.isBlank(first)) {
            visitor.indented(start, end);
        } else {
            Header header = first == '[' ? Header.parse(text, start, end) : null;
            if (header == null) {
                readOption(text, start, end, visitor);
            } else {
                visitor.header(header, start, end);
            }
        }
    }

    private static void readOption(String text, int start, int end, Visitor visitor) {
        if (text.startsWith("=>", start)) {
            visitor.option(start, start + 2, start, end);
            return;
        }
        int nameEnd = start;
        while (nameEnd < end && isNameCharacter(text.charAt(nameEnd))) {
            nameEnd++;
        }
        int equals = Blanks.skip(text, nameEnd, end);
        if (equals > nameEnd && equals < end && (text.charAt(equals) == '+' || text.charAt(equals) == '-')) {
            nameEnd = ++equals;
        }
        if (nameEnd == start || equals >= end || text.charAt(equals) != '=') {
            visitor.other(start, end);
        } else {
            visitor.option(nameEnd, equals + 1, start, end);
        }
    }

    private static boolean isNameCharacter(char c) {
        return switch (c) {
            case '{', '}', '[', ']', '=', ':' -> false;
            default -> !Blanks.isBlank(c);
        };
    }
}
