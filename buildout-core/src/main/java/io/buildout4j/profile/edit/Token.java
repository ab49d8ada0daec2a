package io.buildout4j.profile.edit;

/**
 * A piece of a line. The tokens of a document, one behind the other, are its text.
 *
 * @param kind what it is
 * @param text the characters, never none
 * @param offset where it begins in the text of the document, in UTF-16 code units, counted from 0
 * @param line the line, counted from 1
 * @param column where it begins in its line, in UTF-16 code units, counted from 1; a byte order mark has column 0
 */
public record Token(Kind kind, String text, int offset, int line, int column) {

    /** What a piece of a line can be. */
    public enum Kind {
        /** The mark at the very beginning that some editors write; no part of the profile. */
        BYTE_ORDER_MARK,
        /** Blanks that divide or indent. */
        BLANK,
        /** A comment, with its sign: a whole line, or what follows the bracket of a header. */
        COMMENT,
        /** The bracket that opens a header. */
        OPEN,
        /** The name of a section. */
        SECTION_NAME,
        /** What divides the name of a section from its condition. */
        COLON,
        /** A condition as written, with its escapes. */
        CONDITION,
        /** The bracket that closes a header. */
        CLOSE,
        /** The name of an option, without its operator. */
        OPTION_NAME,
        /** The operator: {@code =}, {@code +=}, {@code -=}, or {@code =>}, the short form for dependencies. */
        OPERATOR,
        /** The text of a value on one line, without the blanks around it. */
        VALUE,
        /** What no profile can hold where it stands. */
        MALFORMED,
        /** The end of a line: LF, CR LF or CR. */
        LINE_END
    }
}
