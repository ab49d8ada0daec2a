package io.buildout4j.recipes.template.python;

/** Attributes, items and slices. */
final class Access {

    private Access() {}

    record Attribute(Expression owner, String name) implements Expression {
        @Override
        public Object value(Scope scope) {
            return Attributes.get(owner.value(scope), name);
        }
    }

    record Item(Expression owner, Expression key) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object container = owner.value(scope);
            return Items.get(container, key.value(scope));
        }
    }

    record SliceOf(Expression start, Expression stop, Expression step) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object from = start.value(scope);
            Object to = stop.value(scope);
            return new Slice(from, to, step.value(scope));
        }
    }
}
