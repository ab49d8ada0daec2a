package io.buildout4j.recipes.template.python;

/**
 * A value that stands in the source.
 *
 * @param constant the value
 */
record Literal(Object constant) implements Expression {

    static final Literal NONE = new Literal(None.NONE);

    @Override
    public Object value(Scope scope) {
        return constant;
    }
}
