package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Parses Jinja2's expressions from words. Statements are parsed by their owners with the same object: it stands at a
 * word and moves on.
 */
public final class ExpressionParser extends TokenReader {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final Set<String> names = new HashSet<>();
    private final ApplicationParser applications = new ApplicationParser(this);

    /**
     * @param tokens the words, the last of kind END
     */
    public ExpressionParser(List<Token> tokens) {
        super(tokens);
    }

    /** The names whose values the expressions read so far ask for. */
    public Set<String> names() {
        return names;
    }

    /** The filters and tests named so far that do not exist, except where only one branch of an {@code if} needs them. */
    public List<PythonError> unknown() {
        return applications.unknown();
    }

    /** A whole expression. */
    public Expression expression() {
        return expression(true);
    }

    /** An expression, which may be an inline {@code if} only if that is said. */
    public Expression expression(boolean conditional) {
        return conditional ? conditional() : or();
    }

    private Expression conditional() {
        int known = applications.unknown().size();
        Expression value = or();
        while (skipName("if")) {
            int line = peek().line();
            applications.beginBranches(known);
            Expression condition = or();
            Expression otherwise = skipName("else") ? conditional() : new Literal(Undefined.lenient(line));
            applications.endBranches();
            value = new Logic.Conditional(condition, value, otherwise);
        }
        return value;
    }

    private Expression or() {
        Expression left = and();
        while (skipName("or")) {
            left = new Logic.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (skipName("and")) {
            left = new Logic.And(left, not());
        }
        return left;
    }

    private Expression not() {
        if (skipName("not")) {
            return new Logic.Not(not());
        }
        return compare();
    }

    private Expression compare() {
        Expression first = sum();
        List<String> operators = new ArrayList<>();
        List<Expression> operands = new ArrayList<>();
        while (true) {
            if (peek().kind() == Token.Kind.OPERATOR && COMPARISONS.contains(peek().text())) {
                operators.add(next().text());
            } else if (skipName("in")) {
                operators.add("in");
            } else if (peek().isName("not") && peekNext().isName("in")) {
                next();
                next();
                operators.add("not in");
            } else {
                break;
            }
            operands.add(sum());
        }
        return operators.isEmpty() ? first : Logic.compare(first, operators, operands);
    }

    private Expression sum() {
        Expression left = concatenation();
        while (peek().isOperator("+") || peek().isOperator("-")) {
            left = Operation.of(next().text(), left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        Expression first = product();
        if (!peek().isOperator("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (skipOperator("~")) {
            parts.add(product());
        }
        return new Operation.Concatenation(parts);
    }

    private Expression product() {
        Expression left = power();
        while (peek().isOperator("*") || peek().isOperator("/") || peek().isOperator("//") || peek().isOperator("%")) {
            left = Operation.of(next().text(), left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (skipOperator("**")) {
            left = Operation.of("**", left, unary(true));
        }
        return left;
    }

    private Expression unary(boolean filters) {
        Expression value;
        if (peek().isOperator("-") || peek().isOperator("+")) {
            String operator = next().text();
            Expression operand = unary(false);
            value = operator.equals("-") ? new Operation.Negation(operand) : new Operation.Plus(operand);
        } else {
            value = primary();
        }
        value = postfix(value);
        return filters ? filtered(value) : value;
    }

    /** A name, a literal, or something in brackets. */
    public Expression primary() {
        Token token = next();
        switch (token.kind()) {
            case NAME -> {
                return switch (token.text()) {
                    case "true", "True" -> new Literal(true);
                    case "false", "False" -> new Literal(false);
                    case "none", "None" -> new Literal(None.NONE);
                    default -> {
                        names.add(token.text());
                        yield new Name(token.text());
                    }
                };
            }
            case STRING -> {
                StringBuilder text = new StringBuilder((String) token.value());
                while (peek().kind() == Token.Kind.STRING) {
                    text.append(next().value());
                }
                return new Literal(text.toString());
            }
            case INTEGER, FLOAT -> {
                return new Literal(token.value());
            }
            default -> {}
        }
        if (token.isOperator("(")) {
            Expression inner = tuple(false, true, true);
            expectOperator(")");
            return inner;
        } else if (token.isOperator("[")) {
            return new Display.ListOf(items("]"));
        } else if (token.isOperator("{")) {
            return dict();
        }
        throw PythonError.syntax("unexpected '" + token.description() + "'", token.line());
    }

    private List<Expression> items(String close) {
        List<Expression> items = new ArrayList<>();
        while (!peek().isOperator(close)) {
            if (!items.isEmpty()) {
                expectOperator(",");
                if (peek().isOperator(close)) {
                    break;
                }
            }
            items.add(expression());
        }
        expectOperator(close);
        return items;
    }

    private Expression dict() {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!peek().isOperator("}")) {
            if (!keys.isEmpty()) {
                expectOperator(",");
                if (peek().isOperator("}")) {
                    break;
                }
            }
            keys.add(expression());
            expectOperator(":");
            values.add(expression());
        }
        expectOperator("}");
        return new Display.DictOf(keys, values);
    }

    /** One expression, or several with commas between, which make a tuple. */
    public Expression tuple() {
        return tuple(false, true, false);
    }

    /** {@link #tuple()}, without an inline {@code if}, whose word means something else there. */
    public Expression tupleWithoutIf() {
        return tuple(false, false, false);
    }

    private Expression tuple(boolean simple, boolean conditional, boolean mayBeEmpty) {
        List<Expression> items = new ArrayList<>();
        boolean tuple = false;
        while (true) {
            if (!items.isEmpty()) {
                expectOperator(",");
            }
            if (atEnd() || peek().isOperator(")")) {
                break;
            }
            items.add(simple ? primary() : expression(conditional));
            if (!peek().isOperator(",")) {
                break;
            }
            tuple = true;
        }
        if (!tuple && !items.isEmpty()) {
            return items.get(0);
        }
        if (!tuple && !mayBeEmpty) {
            throw PythonError.syntax("Expected an expression, got '" + peek().description() + "'", peek().line());
        }
        return new Display.TupleOf(items);
    }

    /** What stands left of {@code =} or {@code in}: names, in any nesting of tuples. */
    public Target target() {
        return target(() -> tuple(true, true, false));
    }

    /** A name, or names in parentheses, as {@code with} assigns them. */
    public Target simpleTarget() {
        return target(this::primary);
    }

    private Target target(Supplier<Expression> read) {
        int line = peek().line();
        Set<String> before = new HashSet<>(names);
        Expression expression = read.get();
        // Names that are assigned are not asked for.
        names.retainAll(before);
        return Target.of(expression, line);
    }

    /** A name, a literal or something in brackets, with what is asked of it: attributes, items, calls. */
    Expression operand() {
        return postfix(primary());
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            if (skipOperator(".")) {
                value = member(value);
            } else if (skipOperator("[")) {
                value = subscript(value);
            } else if (peek().isOperator("(")) {
                value = Call.of(value, arguments());
            } else {
                return value;
            }
        }
    }

    private Expression member(Expression owner) {
        Token token = next();
        if (token.kind() == Token.Kind.NAME) {
            return new Access.Attribute(owner, token.text());
        } else if (token.kind() == Token.Kind.INTEGER) {
            return Access.item(owner, new Literal(token.value()));
        }
        throw PythonError.syntax("expected name or number", token.line());
    }

    private Expression subscript(Expression owner) {
        List<Expression> keys = new ArrayList<>();
        while (!peek().isOperator("]")) {
            if (!keys.isEmpty()) {
                expectOperator(",");
            }
            keys.add(key());
        }
        expectOperator("]");
        return Access.item(owner, keys.size() == 1 ? keys.get(0) : new Display.TupleOf(keys));
    }

    private Expression key() {
        @Nullable Expression start = null;
        if (!peek().isOperator(":")) {
            start = expression();
            if (!peek().isOperator(":")) {
                return start;
            }
        }
        next();
        Expression stop = sliceBound();
        Expression step = skipOperator(":") ? sliceBound() : Literal.NONE;
        return new Access.SliceOf(start == null ? Literal.NONE : start, stop, step);
    }

    private Expression sliceBound() {
        boolean absent = peek().isOperator(":") || peek().isOperator("]") || peek().isOperator(",");
        return absent ? Literal.NONE : expression();
    }

    /** The arguments of a call, from its opening to its closing parenthesis. */
    public CallArguments arguments() {
        return CallArguments.parse(this);
    }

    /**
     * An expression that must be a call, which is given one more named argument.
     *
     * @throws PythonError if it is no call
     */
    public Expression callWith(String name, Expression argument) {
        int line = peek().line();
        return Call.with(expression(), name, argument).orElseThrow(() -> PythonError.syntax("expected call", line));
    }

    private Expression filtered(Expression start) {
        Expression value = start;
        while (true) {
            if (skipOperator("|")) {
                value = applications.filter(value);
            } else if (skipName("is")) {
                value = applications.test(value);
            } else if (peek().isOperator("(")) {
                value = Call.of(value, arguments());
            } else {
                return value;
            }
        }
    }

    /** The filters of a filter block or of a {@code set} block, applied to what the block gives. */
    public Expression filters(Expression start) {
        Expression value = applications.filter(start);
        while (skipOperator("|")) {
            value = applications.filter(value);
        }
        return value;
    }
}
