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

    static Expression item(Expression owner, Expression key) {
        return key instanceof Literal literal && literal.constant() instanceof String name
                ? new NamedItem(owner, name)
                : new Item(owner, key);
    }

    private record Item(Expression owner, Expression key) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object container = owner.value(scope);
            return Items.get(container, key.value(scope));
        }
    }

    /** An item whose key is written out, which is nearly always that of a dict. */
    private record NamedItem(Expression owner, String key) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object container = owner.value(scope);
            Object value = container instanceof PyDict dict ? dict.value(key) : null;
            return value == null ? Items.get(container, key) : value;
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
