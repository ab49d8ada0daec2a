package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses filters and tests, and notes those that do not exist: for Jinja2 they are wrong even where nothing needs them. */
final class ApplicationParser {

    private final ExpressionParser parser;
    private final List<PythonError> unknown = new ArrayList<>();
    private int branches;

    ApplicationParser(ExpressionParser parser) {
        this.parser = parser;
    }

    /** Those that do not exist, except where only one branch of an inline {@code if} needs them. */
    List<PythonError> unknown() {
        return unknown;
    }

    /**
     * Begins the branches of an inline {@code if}.
     *
     * @param known how many were unknown before its value, which is one of the branches, too
     */
    void beginBranches(int known) {
        unknown.subList(known, unknown.size()).clear();
        branches++;
    }

    void endBranches() {
        branches--;
    }

    Expression filter(Expression value) {
        int line = parser.peek().line();
        String name = dotted();
        CallArguments arguments = parser.peek().isOperator("(") ? parser.arguments() : CallArguments.NONE;
        if (!Filters.exists(name)) {
            unknown("No filter named " + Text.repr(name) + ".", line);
        }
        return new Application(Filters.named(name), value, arguments);
    }

    Expression test(Expression value) {
        boolean negated = parser.skipName("not");
        int line = parser.peek().line();
        String name = dotted();
        CallArguments arguments = CallArguments.NONE;
        Token token = parser.peek();
        if (token.isOperator("(")) {
            arguments = parser.arguments();
        } else if (beginsArgument(token)) {
            if (token.isName("is")) {
                throw PythonError.syntax("You cannot chain multiple tests with is", token.line());
            }
            arguments = CallArguments.one(parser.operand());
        }
        if (!Tests.exists(name)) {
            unknown("No test named " + Text.repr(name) + ".", line);
        }
        Expression test = new Application(Tests.named(name), value, arguments);
        return negated ? new Logic.Not(test) : test;
    }

    private static boolean beginsArgument(Token token) {
        return switch (token.kind()) {
            case NAME -> !Set.of("else", "or", "and").contains(token.text());
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> Set.of("[", "{").contains(token.text());
            case END -> false;
        };
    }

    private String dotted() {
        StringBuilder name = new StringBuilder(parser.expectName());
        while (parser.skipOperator(".")) {
            name.append('.').append(parser.expectName());
        }
        return name.toString();
    }

    private void unknown(String message, int line) {
        if (branches == 0) {
            PythonError error = new PythonError("TemplateAssertionError", message);
            unknown.add(error.at("", line));
        }
    }
}
