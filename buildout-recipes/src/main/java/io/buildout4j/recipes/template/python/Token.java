package io.buildout4j.recipes.template.python;

/**
 * A word of an expression.
 *
 * @param kind what it is
 * @param text the characters of a name or operator; for the end, how messages speak of it
 * @param value the value of a literal; for other kinds the text again
 * @param line the line it begins in, counted from 1
 */
public record Token(Kind kind, String text, Object value, int line) {

    /** The kinds of words. */
    public enum Kind {
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    /** Whether it is that operator. */
    public boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    /** Whether it is that name. */
    public boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** How messages speak of it. */
    public String description() {
        return switch (kind) {
            case END -> text;
            case STRING -> "string";
            case INTEGER -> "integer";
            case FLOAT -> "float";
            case NAME, OPERATOR -> text;
        };
    }
}
