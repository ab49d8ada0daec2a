package io.buildout4j.profile.edit;

import io.buildout4j.profile.Assignment.Operator;
import java.util.List;

/** A line of a profile file, with what it is where it stands. */
public sealed interface Line {

    /** Its number, counted from 1. */
    int number();

    /** Where it begins in the text of the document, in UTF-16 code units, counted from 0. */
    int offset();

    /** Its pieces in order, the line end included; a byte order mark before the first line belongs to none. */
    List<Token> tokens();

    /** Its characters, the line end included. */
    default String text() {
        return content() + end();
    }

    /** Its characters without the line end. */
    default String content() {
        StringBuilder content = new StringBuilder();
        for (Token token : tokens()) {
            if (token.kind() != Token.Kind.LINE_END) {
                content.append(token.text());
            }
        }
        return content.toString();
    }

    /** Its line end; empty if it is the last line and has none. */
    default String end() {
        if (tokens().isEmpty()) {
            return "";
        }
        Token last = tokens().get(tokens().size() - 1);
        return last.kind() == Token.Kind.LINE_END ? last.text() : "";
    }

    /** Nothing but blanks. Inside a value that begins below its option such a line counts, elsewhere it does not. */
    record Blank(int number, int offset, List<Token> tokens) implements Line {
        public Blank {
            tokens = List.copyOf(tokens);
        }
    }

    /** A comment. It is no part of any value, even where it stands between the lines of one. */
    record Comment(int number, int offset, List<Token> tokens) implements Line {
        public Comment {
            tokens = List.copyOf(tokens);
        }
    }

    /**
     * The header of a section.
     *
     * @param name the name of the section
     * @param condition the condition as written, without blanks around it; empty if there is none
     */
    record Header(int number, int offset, List<Token> tokens, String name, String condition) implements Line {
        public Header {
            tokens = List.copyOf(tokens);
        }
    }

    /**
     * The first line of an option.
     *
     * @param name the name of the option; {@code <part-dependencies>} for the short form {@code =>}
     * @param operator how the value acts on what other files say
     * @param written the name with its operator as the parser takes them, which tells {@code x+ =} from {@code x +=}
     */
    record Option(int number, int offset, List<Token> tokens, String name, Operator operator, String written)
            implements Line {
        public Option {
            tokens = List.copyOf(tokens);
        }
    }

    /** An indented line that goes on with the value of the option above it. */
    record Continuation(int number, int offset, List<Token> tokens) implements Line {
        public Continuation {
            tokens = List.copyOf(tokens);
        }
    }

    /** A line that no profile can hold where it stands; a file with one cannot be loaded. */
    record Malformed(int number, int offset, List<Token> tokens) implements Line {
        public Malformed {
            tokens = List.copyOf(tokens);
        }
    }
}
