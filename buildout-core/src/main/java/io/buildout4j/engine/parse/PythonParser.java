package io.buildout4j.engine.parse;

import io.buildout4j.engine.parse.Tokens.Kind;
import io.buildout4j.engine.parse.Tokens.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Python expression, as far as conditions need it: literals, tuples and lists, comprehensions, comparison chains,
 * {@code and}, {@code or}, {@code not}, {@code in}, conditional expressions, sums, attributes, subscripts, slices, and
 * calls of what {@link PythonWorld} knows. There is no way from here to anything of Java.
 */
final class PythonParser {

    private static final int DEEPEST = 60;

    private final List<Token> tokens;
    private final PythonWorld world;
    private int at;
    private int depth;

    private PythonParser(List<Token> tokens, PythonWorld world) {
        this.tokens = tokens;
        this.world = world;
    }

    /** Something to be evaluated, given the variables of comprehensions. */
    @FunctionalInterface
    private interface Expression {
        Object evaluate(Map<String, Object> variables);
    }

    /** The original puts the condition between brackets and takes the first element of that list. */
    static Object firstElement(String expression, PythonWorld world) {
        PythonParser parser = new PythonParser(Tokens.of("[" + expression + "]"), world);
        Expression list = parser.expression();
        if (parser.peek().kind() != Kind.END) {
            throw parser.unexpected();
        }
        try {
            return Python.item(list.evaluate(Map.of()), 0L);
        } catch (ArithmeticException e) {
            throw new ConditionException("a number is too large");
        }
    }

    private Expression expression() {
        if (++depth > DEEPEST) {
            throw new ConditionException("it is nested too deeply");
        }
        Expression value = or();
        if (accept("if")) {
            Expression condition = or();
            expect("else");
            Expression otherwise = expression();
            Expression first = value;
            value = v -> Python.isTrue(condition.evaluate(v)) ? first.evaluate(v) : otherwise.evaluate(v);
        }
        depth--;
        return value;
    }

    private Expression or() {
        List<Expression> parts = new ArrayList<>(List.of(and()));
        while (accept("or")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : v -> decide(parts, v, true);
    }

    private Expression and() {
        List<Expression> parts = new ArrayList<>(List.of(not()));
        while (accept("and")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.get(0) : v -> decide(parts, v, false);
    }

    private static Object decide(List<Expression> parts, Map<String, Object> variables, boolean enough) {
        Object value = Python.NONE;
        for (Expression part : parts) {
            value = part.evaluate(variables);
            if (Python.isTrue(value) == enough) {
                break;
            }
        }
        return value;
    }

    private Expression not() {
        boolean negated = false;
        while (accept("not")) {
            negated = !negated;
            if (!peek().is("not")) {
                Expression value = comparison();
                boolean truth = !negated;
                return v -> Python.isTrue(value.evaluate(v)) == truth;
            }
        }
        return comparison();
    }

    private Expression comparison() {
        Expression first = sum();
        List<String> operators = new ArrayList<>();
        List<Expression> operands = new ArrayList<>();
        for (String operator = comparator(); operator != null; operator = comparator()) {
            operators.add(operator);
            operands.add(sum());
        }
        return operators.isEmpty()
                ? first
                : v -> {
                    Object left = first.evaluate(v);
                    for (int i = 0; i < operators.size(); i++) {
                        Object right = operands.get(i).evaluate(v);
                        if (!Python.compare(left, operators.get(i), right)) {
                            return false;
                        }
                        left = right;
                    }
                    return true;
                };
    }

    private @Nullable String comparator() {
        Token token = peek();
        if (token.kind() == Kind.TEXT) {
            return null;
        }
        switch (token.text()) {
            case "==", "!=", "<", "<=", ">", ">=", "in" -> {
                at++;
                return token.text();
            }
            case "is" -> {
                at++;
                return accept("not") ? "is not" : "is";
            }
            case "not" -> {
                at++;
                expect("in");
                return "not in";
            }
            default -> {
                return null;
            }
        }
    }

    private Expression sum() {
        Expression value = product();
        while (peek().is("+") || peek().is("-")) {
            value = calculation(value, tokens.get(at++).text(), product());
        }
        return value;
    }

    private Expression product() {
        Expression value = unary();
        while (peek().is("*") || peek().is("//") || peek().is("%")) {
            value = calculation(value, tokens.get(at++).text(), unary());
        }
        return value;
    }

    private static Expression calculation(Expression left, String operator, Expression right) {
        return v -> Python.calculate(left.evaluate(v), operator, right.evaluate(v));
    }

    private Expression unary() {
        if (accept("-")) {
            Expression value = postfix();
            return v -> Python.calculate(0L, "-", value.evaluate(v));
        }
        return postfix();
    }

    private Expression postfix() {
        Expression value = atom();
        while (true) {
            Expression owner = value;
            if (accept(".")) {
                String name = tokens.get(at++).text();
                value = v -> Python.attribute(owner.evaluate(v), name);
            } else if (accept("(")) {
                List<Expression> arguments = arguments();
                value = v -> Python.call(owner.evaluate(v), evaluate(arguments, v));
            } else if (accept("[")) {
                value = subscript(owner);
            } else {
                return value;
            }
        }
    }

    private List<Expression> arguments() {
        List<Expression> arguments = new ArrayList<>();
        while (!accept(")")) {
            Expression argument = expression();
            arguments.add(peek().is("for") ? comprehension(argument) : argument);
            if (!peek().is(")")) {
                expect(",");
            }
        }
        return arguments;
    }

    private Expression subscript(Expression owner) {
        Expression start = peek().is(":") ? v -> 0L : expression();
        if (!accept(":")) {
            expect("]");
            return v -> Python.item(owner.evaluate(v), start.evaluate(v));
        }
        Expression end = peek().is("]") ? v -> Long.MAX_VALUE : expression();
        expect("]");
        return v -> Python.slice(owner.evaluate(v), index(start.evaluate(v)), index(end.evaluate(v)));
    }

    private static long index(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw new ConditionException("an index is a number");
    }

    private Expression atom() {
        Token token = tokens.get(at++);
        switch (token.kind()) {
            case TEXT -> {
                StringBuilder text = new StringBuilder(token.text());
                while (peek().kind() == Kind.TEXT) {
                    text.append(tokens.get(at++).text());
                }
                return v -> text.toString();
            }
            case NUMBER -> {
                return number(token.text());
            }
            case NAME -> {
                return name(token.text());
            }
            default -> {
                if (token.is("(")) {
                    return parenthesis();
                }
                if (token.is("[")) {
                    return list("]");
                }
                if (token.is("{")) {
                    return list("}");
                }
                at--;
                throw unexpected();
            }
        }
    }

    private static Expression number(String text) {
        String digits = text.replace("_", "");
        if (!digits.matches("[0-9]{1,18}")) {
            throw new ConditionException("'" + text + "' is not a whole number");
        }
        Object value = Long.parseLong(digits);
        return v -> value;
    }

    private Expression name(String name) {
        return v -> {
            Object value = v.containsKey(name) ? v.get(name) : world.find(name);
            if (value == null) {
                throw new ConditionException("the name '" + name + "' is not known here");
            }
            return value;
        };
    }

    private Expression parenthesis() {
        if (accept(")")) {
            return v -> new Python.Tuple(List.of());
        }
        Expression first = expression();
        if (peek().is("for")) {
            Expression elements = comprehension(first);
            expect(")");
            return elements;
        }
        if (accept(")")) {
            return first;
        }
        List<Expression> elements = new ArrayList<>(List.of(first));
        while (!accept(")")) {
            expect(",");
            if (!peek().is(")")) {
                elements.add(expression());
            }
        }
        return v -> new Python.Tuple(evaluate(elements, v));
    }

    private Expression list(String close) {
        List<Expression> elements = new ArrayList<>();
        while (!accept(close)) {
            Expression element = expression();
            if (elements.isEmpty() && peek().is("for")) {
                Expression all = comprehension(element);
                expect(close);
                return all;
            }
            elements.add(element);
            if (!peek().is(close)) {
                expect(",");
            }
        }
        return v -> evaluate(elements, v);
    }

    private Expression comprehension(Expression element) {
        expect("for");
        String variable = tokens.get(at++).text();
        expect("in");
        Expression source = or();
        Expression condition = accept("if") ? or() : v -> true;
        return v -> {
            List<Object> result = new ArrayList<>();
            for (Object each : Python.elements(source.evaluate(v))) {
                Map<String, Object> inner = new HashMap<>(v);
                inner.put(variable, each);
                if (Python.isTrue(condition.evaluate(inner))) {
                    result.add(element.evaluate(inner));
                }
            }
            return result;
        };
    }

    private static List<Object> evaluate(List<Expression> expressions, Map<String, Object> variables) {
        List<Object> values = new ArrayList<>();
        expressions.forEach(expression -> values.add(expression.evaluate(variables)));
        return values;
    }

    private Token peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    private boolean accept(String text) {
        if (peek().is(text)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String text) {
        if (!accept(text)) {
            throw unexpected();
        }
    }

    private ConditionException unexpected() {
        return new ConditionException("'" + peek().text() + "' is not expected there");
    }
}
