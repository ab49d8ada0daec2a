package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.Token;
import java.util.List;

/** What a template's source consists of, after comments and white space control. */
sealed interface Piece {

    /** The line it begins in, counted from 1. */
    int line();

    /** Text that is printed as it stands. */
    record Data(String text, int line) implements Piece {}

    /** What stands between double braces. */
    record Print(List<Token> tokens, int line) implements Piece {}

    /**
     * A tag.
     *
     * @param name its name
     * @param tokens the words after the name, the last of kind END
     */
    record Tag(String name, List<Token> tokens, int line) implements Piece {

        /** Whether it is a {@code set} without a value, which the text up to {@code endset} gives. */
        boolean isBlockSet() {
            int depth = 0;
            for (Token token : tokens) {
                if (token.isOperator("(") || token.isOperator("[") || token.isOperator("{")) {
                    depth++;
                } else if (token.isOperator(")") || token.isOperator("]") || token.isOperator("}")) {
                    depth--;
                } else if (depth == 0 && token.isOperator("=")) {
                    return false;
                }
            }
            return name.equals("set");
        }
    }
}
