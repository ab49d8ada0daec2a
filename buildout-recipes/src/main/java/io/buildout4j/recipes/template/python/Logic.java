package io.buildout4j.recipes.template.python;

import java.util.List;

/** Truth, choice and comparison. */
final class Logic {

    private Logic() {}

    record Conditional(Expression condition, Expression then, Expression otherwise) implements Expression {
        @Override
        public Object value(Scope scope) {
            return Truth.of(condition.value(scope)) ? then.value(scope) : otherwise.value(scope);
        }
    }

    record Or(Expression left, Expression right) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object first = left.value(scope);
            return Truth.of(first) ? first : right.value(scope);
        }
    }

    record And(Expression left, Expression right) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object first = left.value(scope);
            return Truth.of(first) ? right.value(scope) : first;
        }
    }

    record Not(Expression operand) implements Expression {
        @Override
        public Object value(Scope scope) {
            return !Truth.of(operand.value(scope));
        }
    }

    static Expression compare(Expression first, List<String> operators, List<Expression> operands) {
        return operators.size() == 1
                ? new Comparison(operators.get(0), first, operands.get(0))
                : new Chain(first, List.copyOf(operators), List.copyOf(operands));
    }

    private record Comparison(String operator, Expression left, Expression right) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object a = left.value(scope);
            return holds(operator, a, right.value(scope));
        }
    }

    private record Chain(Expression first, List<String> operators, List<Expression> operands) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object left = first.value(scope);
            for (int i = 0; i < operators.size(); i++) {
                Object right = operands.get(i).value(scope);
                if (!holds(operators.get(i), left, right)) {
                    return false;
                }
                left = right;
            }
            return true;
        }
    }

    static boolean holds(String operator, Object a, Object b) {
        return switch (operator) {
            case "==" -> Equality.same(a, b);
            case "!=" -> !Equality.same(a, b);
            case "in" -> Order.contains(b, a);
            case "not in" -> !Order.contains(b, a);
            default -> Order.holds(operator, a, b);
        };
    }
}
