package io.buildout4j.recipes.template.python;

/**
 * A filter or test applied.
 *
 * @param function the filter or test
 * @param operand what it is applied to
 * @param arguments what more it is given
 */
record Application(Native function, Expression operand, CallArguments arguments) implements Expression {

    @Override
    public Object value(Scope scope) {
        return function.call(scope, operand.value(scope), arguments);
    }
}
