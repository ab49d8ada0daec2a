package io.buildout4j.recipes.template.python;

import java.util.List;

/** Stands at a word of a statement or expression, and moves on. */
public class TokenReader {

    private final List<Token> tokens;
    private int at;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The word it stands at. */
    public Token peek() {
        return tokens.get(at);
    }

    /** The word after that. */
    public Token peekNext() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    /** Moves on, and says what was passed. */
    public Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    /** Moves on if at that name. */
    public boolean skipName(String name) {
        if (peek().isName(name)) {
            at++;
            return true;
        }
        return false;
    }

    /** Moves on if at that operator. */
    public boolean skipOperator(String operator) {
        if (peek().isOperator(operator)) {
            at++;
            return true;
        }
        return false;
    }

    /** Passes any name. */
    public String expectName() {
        if (peek().kind() != Token.Kind.NAME) {
            throw expected("name");
        }
        return next().text();
    }

    /** Passes that operator. */
    public void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw expected(operator);
        }
    }

    /** Fails unless everything was read. */
    public void expectEnd() {
        if (peek().kind() != Token.Kind.END) {
            throw expected(tokens.get(tokens.size() - 1).text());
        }
    }

    /** Whether everything was read. */
    public boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    private PythonError expected(String wanted) {
        return PythonError.syntax("expected token '" + wanted + "', got '" + peek().description() + "'", peek().line());
    }
}
