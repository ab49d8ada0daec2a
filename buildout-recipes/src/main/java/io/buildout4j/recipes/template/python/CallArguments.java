package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a call as they are written. */
public final class CallArguments {

    static final CallArguments NONE = new CallArguments(List.of(), Map.of(), null, null);

    private final Expression[] positional;
    private final Map<String, Expression> named;
    private final @Nullable Expression star;
    private final @Nullable Expression doubleStar;

    private CallArguments(
            List<Expression> positional,
            Map<String, Expression> named,
            @Nullable Expression star,
            @Nullable Expression doubleStar) {
        this.positional = positional.toArray(Expression[]::new);
        this.named = named;
        this.star = star;
        this.doubleStar = doubleStar;
    }

    static CallArguments one(Expression argument) {
        return new CallArguments(List.of(argument), Map.of(), null, null);
    }

    /** These with one more named argument. */
    public CallArguments with(String name, Expression value) {
        Map<String, Expression> more = new LinkedHashMap<>(named);
        if (more.put(name, value) != null) {
            throw new PythonError("SyntaxError", "keyword argument repeated: " + name);
        }
        return new CallArguments(List.of(positional), more, star, doubleStar);
    }

    static CallArguments parse(ExpressionParser parser) {
        int line = parser.peek().line();
        parser.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        Expression star = null;
        Expression doubleStar = null;
        boolean first = true;
        while (!parser.peek().isOperator(")")) {
            if (!first) {
                parser.expectOperator(",");
                if (parser.peek().isOperator(")")) {
                    break;
                }
            }
            first = false;
            if (parser.peek().isOperator("*")) {
                ensure(star == null && doubleStar == null, line);
                parser.next();
                star = parser.expression();
            } else if (parser.peek().isOperator("**")) {
                ensure(doubleStar == null, line);
                parser.next();
                doubleStar = parser.expression();
            } else if (parser.peek().kind() == Token.Kind.NAME
                    && parser.peekNext().isOperator("=")) {
                ensure(doubleStar == null, line);
                String name = parser.expectName();
                parser.next();
                if (named.put(name, parser.expression()) != null) {
                    throw PythonError.syntax("keyword argument repeated: " + name, line);
                }
            } else {
                ensure(star == null && doubleStar == null && named.isEmpty(), line);
                positional.add(parser.expression());
            }
        }
        parser.expectOperator(")");
        return new CallArguments(positional, named, star, doubleStar);
    }

    private static void ensure(boolean fine, int line) {
        if (!fine) {
            throw PythonError.syntax("invalid syntax for function call expression", line);
        }
    }

    /** The values of the arguments, evaluated from left to right. */
    public Arguments values(Scope scope) {
        List<Object> values = new ArrayList<>(positional.length);
        positional(scope, values);
        return new Arguments(values, named(scope));
    }

    /** The values of the arguments, in the places that a signature has for them. */
    Object[] bound(Scope scope, Signature signature) {
        if (arePlain() && signature.takes(positional.length)) {
            return fill(scope, signature.defaults(), 0);
        }
        Arguments values = values(scope);
        return signature.bind(values.positional(), values.named());
    }

    /** {@link #bound(Scope, Signature)}, with one more argument before the others. */
    Object[] bound(Scope scope, Signature signature, Object first) {
        if (arePlain() && signature.takes(positional.length + 1)) {
            Object[] bound = signature.defaults();
            bound[0] = first;
            return fill(scope, bound, 1);
        }
        Arguments values = values(scope).after(first);
        return signature.bind(values.positional(), values.named());
    }

    private boolean arePlain() {
        return star == null && doubleStar == null && named.isEmpty();
    }

    private Object[] fill(Scope scope, Object[] bound, int from) {
        for (int i = 0; i < positional.length; i++) {
            bound[from + i] = positional[i].value(scope);
        }
        return bound;
    }

    private void positional(Scope scope, List<Object> into) {
        for (Expression argument : positional) {
            into.add(argument.value(scope));
        }
        if (star != null) {
            into.addAll(Iteration.list(scope.run(), star.value(scope)));
        }
    }

    private Map<String, Object> named(Scope scope) {
        if (named.isEmpty() && doubleStar == null) {
            return Map.of();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        named.forEach((name, argument) -> values.put(name, argument.value(scope)));
        if (doubleStar != null) {
            spread(doubleStar.value(scope), values);
        }
        return values;
    }

    private static void spread(Object value, Map<String, Object> values) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (!(value instanceof PyDict dict)) {
            throw PythonError.type("argument after ** must be a mapping, not " + Types.name(value));
        }
        dict.forEach((key, item) -> {
            if (!Types.isText(key)) {
                throw PythonError.type("keywords must be strings");
            }
            if (values.put(key.toString(), item) != null) {
                throw PythonError.type("got multiple values for keyword argument " + Text.repr(key));
            }
        });
    }
}
