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
        List<Relation> relations = operators.stream().map(Logic::relation).toList();
        return relations.size() == 1
                ? new Comparison(relations.get(0), first, operands.get(0))
                : new Chain(first, relations, List.copyOf(operands));
    }

    private record Comparison(Relation relation, Expression left, Expression right) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object a = left.value(scope);
            return relation.holds(a, right.value(scope));
        }
    }

    private record Chain(Expression first, List<Relation> relations, List<Expression> operands) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object left = first.value(scope);
            for (int i = 0; i < relations.size(); i++) {
                Object right = operands.get(i).value(scope);
                if (!relations.get(i).holds(left, right)) {
                    return false;
                }
                left = right;
            }
            return true;
        }
    }

    /** What a comparison asks of two values. */
    @FunctionalInterface
    interface Relation {
        boolean holds(Object a, Object b);
    }

    static Relation relation(String operator) {
        return switch (operator) {
            case "==" -> Equality::same;
            case "!=" -> (a, b) -> !Equality.same(a, b);
            case "in" -> (a, b) -> Order.contains(b, a);
            case "not in" -> (a, b) -> !Order.contains(b, a);
            default -> (a, b) -> Order.holds(operator, a, b);
        };
    }
}
