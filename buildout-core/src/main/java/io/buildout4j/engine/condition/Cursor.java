package io.buildout4j.engine.condition;

import io.buildout4j.engine.condition.Tokens.Token;
import java.util.List;

/** Goes through the tokens of an expression, and no deeper into it than is good for the stack. */
final class Cursor {

    private final List<Token> tokens;
    private final int deepest;
    private int at;
    private int depth;

    Cursor(String expression, int deepest) {
        this.tokens = Tokens.of(expression);
        this.deepest = deepest;
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The next token; the end comes again and again. */
    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean accept(String text) {
        if (peek().is(text)) {
            next();
            return true;
        }
        return false;
    }

    void expect(String text) {
        if (!accept(text)) {
            throw unexpected();
        }
    }

    /** Something nested begins. */
    void enter() {
        if (++depth > deepest) {
            throw new ConditionException("it is nested too deeply");
        }
    }

    void leave() {
        depth--;
    }

    ConditionException unexpected() {
        boolean last = at >= tokens.size() - 2;
        return new ConditionException(last ? "it ends too early" : "'" + peek().text() + "' is not expected there");
    }
}
