package io.buildout4j.recipes.template.python;

/**
 * A name, which means what the scope says.
 *
 * @param name the name
 */
record Name(String name) implements Expression {

    @Override
    public Object value(Scope scope) {
        return scope.find(name);
    }
}
