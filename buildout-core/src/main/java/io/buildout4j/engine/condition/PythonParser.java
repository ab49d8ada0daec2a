package io.buildout4j.engine.condition;

import io.buildout4j.engine.condition.Tokens.Kind;
import io.buildout4j.engine.condition.Tokens.Token;
import io.buildout4j.engine.text.Blanks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Python expression, as far as conditions need it: literals, tuples, lists, sets and dictionaries, comprehensions, comparison chains,
 * {@code and}, {@code or}, {@code not}, {@code in}, conditional expressions, calculation, attributes, subscripts, slices,
 * and calls of what {@link PythonWorld} knows. There is no way from here to anything of Java.
 */
final class PythonParser {

    private static final int DEEPEST = 60;

    /** The operators of calculation, those that bind least first. */
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("|"), Set.of("^"), Set.of("&"), Set.of("<<", ">>"), Set.of("+", "-"), Set.of("*", "/", "//", "%"));

    private final Cursor tokens;
    private final PythonWorld world;

    private static final Expression LEFT_OUT = v -> Python.NONE;

    private PythonParser(Cursor tokens, PythonWorld world) {
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
        if (Blanks.strip(expression).isEmpty()) {
            throw new ConditionException("it is empty");
        }
        PythonParser parser = new PythonParser(new Cursor("[" + expression + "]", DEEPEST), world);
        Expression list = parser.expression();
        if (parser.tokens.peek().kind() != Kind.END) {
            throw parser.tokens.unexpected();
        }
        try {
            return Python.item(list.evaluate(Map.of()), 0L);
        } catch (ArithmeticException e) {
            throw new ConditionException("a number is too large");
        }
    }

    private Expression expression() {
        tokens.enter();
        Expression value = or();
        if (tokens.accept("if")) {
            Expression condition = or();
            tokens.expect("else");
            Expression otherwise = expression();
            Expression first = value;
            value = v -> Python.isTrue(condition.evaluate(v)) ? first.evaluate(v) : otherwise.evaluate(v);
        }
        tokens.leave();
        return value;
    }

    private Expression or() {
        List<Expression> parts = new ArrayList<>(List.of(and()));
        while (tokens.accept("or")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : v -> decide(parts, v, true);
    }

    private Expression and() {
        List<Expression> parts = new ArrayList<>(List.of(not()));
        while (tokens.accept("and")) {
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
        while (tokens.accept("not")) {
            negated = !negated;
            if (!tokens.peek().is("not")) {
                Expression value = comparison();
                boolean truth = !negated;
                return v -> Python.isTrue(value.evaluate(v)) == truth;
            }
        }
        return comparison();
    }

    private Expression comparison() {
        Expression first = binary(0);
        List<String> operators = new ArrayList<>();
        List<Expression> operands = new ArrayList<>();
        for (String operator = comparator(); operator != null; operator = comparator()) {
            operators.add(operator);
            operands.add(binary(0));
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
        Token token = tokens.peek();
        if (token.kind() == Kind.TEXT) {
            return null;
        }
        switch (token.text()) {
            case "==", "!=", "<", "<=", ">", ">=", "in" -> {
                return tokens.next().text();
            }
            case "is" -> {
                tokens.next();
                return tokens.accept("not") ? "is not" : "is";
            }
            case "not" -> {
                tokens.next();
                tokens.expect("in");
                return "not in";
            }
            default -> {
                return null;
            }
        }
    }

    private Expression binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Expression value = binary(level + 1);
        while (tokens.peek().kind() == Kind.SIGN
                && LEVELS.get(level).contains(tokens.peek().text())) {
            value = calculation(value, tokens.next().text(), binary(level + 1));
        }
        return value;
    }

    private static Expression calculation(Expression left, String operator, Expression right) {
        return v -> Numbers.calculate(left.evaluate(v), operator, right.evaluate(v));
    }

    private Expression unary() {
        Deque<String> signs = new ArrayDeque<>();
        while (tokens.peek().is("-") || tokens.peek().is("+") || tokens.peek().is("~")) {
            signs.push(tokens.next().text());
        }
        Expression value = power();
        for (String sign : signs) {
            Expression operand = value;
            value = v -> Numbers.signed(sign, operand.evaluate(v));
        }
        return value;
    }

    private Expression power() {
        Expression base = postfix();
        if (!tokens.accept("**")) {
            return base;
        }
        tokens.enter();
        Expression result = calculation(base, "**", unary());
        tokens.leave();
        return result;
    }

    private Expression postfix() {
        Expression value = atom();
        while (true) {
            Expression owner = value;
            if (tokens.accept(".")) {
                String name = tokens.next().text();
                value = v -> Python.attribute(owner.evaluate(v), name);
            } else if (tokens.accept("(")) {
                List<Expression> arguments = arguments();
                value = v -> Python.call(owner.evaluate(v), evaluate(arguments, v));
            } else if (tokens.accept("[")) {
                value = subscript(owner);
            } else {
                return value;
            }
        }
    }

    private List<Expression> arguments() {
        List<Expression> arguments = new ArrayList<>();
        while (!tokens.accept(")")) {
            Expression argument = expression();
            arguments.add(tokens.peek().is("for") ? comprehension(argument) : argument);
            if (!tokens.peek().is(")")) {
                tokens.expect(",");
            }
        }
        return arguments;
    }

    private Expression subscript(Expression owner) {
        Expression start = tokens.peek().is(":") ? LEFT_OUT : expression();
        if (tokens.accept("]")) {
            return v -> Python.item(owner.evaluate(v), start.evaluate(v));
        }
        tokens.expect(":");
        Expression end = tokens.peek().is(":") || tokens.peek().is("]") ? LEFT_OUT : expression();
        Expression step = tokens.accept(":") && !tokens.peek().is("]") ? expression() : LEFT_OUT;
        tokens.expect("]");
        return v -> Python.slice(owner.evaluate(v), start.evaluate(v), end.evaluate(v), step.evaluate(v));
    }

    private Expression atom() {
        if (tokens.accept("(")) {
            return parenthesis();
        }
        if (tokens.accept("[")) {
            return tokens.accept("]") ? v -> List.of() : list(expression(), "]");
        }
        if (tokens.accept("{")) {
            return braces();
        }
        switch (tokens.peek().kind()) {
            case TEXT -> {
                StringBuilder text = new StringBuilder();
                while (tokens.peek().kind() == Kind.TEXT) {
                    text.append(tokens.next().text());
                }
                return v -> text.toString();
            }
            case NUMBER -> {
                Object number = Numbers.parse(tokens.next().text());
                return v -> number;
            }
            case NAME -> {
                return name(tokens.next().text());
            }
            default -> throw tokens.unexpected();
        }
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
        if (tokens.accept(")")) {
            return v -> new Python.Tuple(List.of());
        }
        Expression first = expression();
        if (tokens.accept(")")) {
            return first;
        }
        boolean generated = tokens.peek().is("for");
        Expression elements = list(first, ")");
        return generated ? elements : v -> new Python.Tuple(Python.elements(elements.evaluate(v)));
    }

    /** The rest of a list after its first element. */
    private Expression list(Expression first, String close) {
        if (tokens.peek().is("for")) {
            Expression all = comprehension(first);
            tokens.expect(close);
            return all;
        }
        List<Expression> elements = new ArrayList<>(List.of(first));
        while (!tokens.accept(close)) {
            tokens.expect(",");
            if (!tokens.peek().is(close)) {
                elements.add(expression());
            }
        }
        return v -> evaluate(elements, v);
    }

    private Expression braces() {
        if (tokens.accept("}")) {
            return v -> Map.of();
        }
        Expression first = expression();
        if (!tokens.peek().is(":")) {
            Expression elements = list(first, "}");
            return v -> new LinkedHashSet<>(Python.elements(elements.evaluate(v)));
        }
        Map<Expression, Expression> entries = new LinkedHashMap<>();
        @Nullable Expression key = first;
        while (!tokens.accept("}")) {
            Expression name = key == null ? expression() : key;
            tokens.expect(":");
            entries.put(name, expression());
            key = null;
            if (!tokens.peek().is("}")) {
                tokens.expect(",");
            }
        }
        return v -> {
            Map<Object, Object> result = new LinkedHashMap<>();
            entries.forEach((name, value) -> result.put(name.evaluate(v), value.evaluate(v)));
            return result;
        };
    }

    private Expression comprehension(Expression element) {
        tokens.expect("for");
        String variable = tokens.next().text();
        tokens.expect("in");
        Expression source = or();
        Expression condition = tokens.accept("if") ? or() : v -> true;
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
}
