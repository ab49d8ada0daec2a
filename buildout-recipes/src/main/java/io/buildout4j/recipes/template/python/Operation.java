package io.buildout4j.recipes.template.python;

import java.util.List;

/** Arithmetic, and the joining of texts. */
final class Operation {

    private Operation() {}

    @FunctionalInterface
    private interface Binary {
        Object apply(Run run, Object a, Object b);
    }

    static Expression of(String operator, Expression left, Expression right) {
        return new BinaryOperation(function(operator), left, right);
    }

    private static Binary function(String operator) {
        return switch (operator) {
            case "+" -> Arithmetic::add;
            case "-" -> (run, a, b) -> Arithmetic.subtract(a, b);
            case "*" -> Arithmetic::multiply;
            case "/" -> (run, a, b) -> Arithmetic.divide(a, b);
            case "//" -> (run, a, b) -> Arithmetic.floorDivide(a, b);
            case "%" -> Arithmetic::modulo;
            case "**" -> Arithmetic::power;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private record BinaryOperation(Binary function, Expression left, Expression right) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object a = left.value(scope);
            return function.apply(scope.run(), a, right.value(scope));
        }
    }

    record Negation(Expression operand) implements Expression {
        @Override
        public Object value(Scope scope) {
            return Arithmetic.negate(operand.value(scope));
        }
    }

    record Plus(Expression operand) implements Expression {
        @Override
        public Object value(Scope scope) {
            return Arithmetic.plus(operand.value(scope));
        }
    }

    record Concatenation(List<Expression> parts) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object[] values = new Object[parts.size()];
            boolean safe = false;
            for (int i = 0; i < values.length; i++) {
                values[i] = parts.get(i).value(scope);
                safe |= values[i] instanceof Markup;
            }
            boolean escape = scope.run().autoescape() && safe;
            String[] texts = new String[values.length];
            long length = 0;
            for (int i = 0; i < values.length; i++) {
                texts[i] = escape ? Markup.escape(values[i]).text() : Text.str(values[i]);
                length += texts[i].length();
            }
            scope.run().text(length);
            String text = String.join("", texts);
            return escape ? new Markup(text) : text;
        }
    }
}
