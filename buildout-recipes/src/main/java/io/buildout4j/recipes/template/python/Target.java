package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** What can be assigned to. */
public sealed interface Target {

    /** Assigns a value, taking it apart for a tuple. */
    void assign(Scope scope, Object value);

    /** Calls for each name that is assigned. */
    void forEachName(Consumer<String> action);

    /** A name. */
    record Single(String name) implements Target {
        @Override
        public void assign(Scope scope, Object value) {
            scope.put(name, value);
        }

        @Override
        public void forEachName(Consumer<String> action) {
            action.accept(name);
        }
    }

    /** Several targets, each for one item of the value. */
    record Several(List<Target> targets) implements Target {
        @Override
        public void assign(Scope scope, Object value) {
            if (!Iteration.isIterable(value) && !(value instanceof Undefined)) {
                throw PythonError.type("cannot unpack non-iterable " + Types.name(value) + " object");
            }
            int wanted = targets.size();
            List<Object> items = new ArrayList<>(wanted);
            Iterator<Object> iterator = Iteration.over(value);
            while (iterator.hasNext()) {
                if (items.size() == wanted) {
                    throw PythonError.value("too many values to unpack (expected " + wanted + ")");
                }
                items.add(iterator.next());
            }
            if (items.size() < wanted) {
                throw PythonError.value(
                        "not enough values to unpack (expected " + wanted + ", got " + items.size() + ")");
            }
            for (int i = 0; i < wanted; i++) {
                targets.get(i).assign(scope, items.get(i));
            }
        }

        @Override
        public void forEachName(Consumer<String> action) {
            targets.forEach(target -> target.forEachName(action));
        }
    }

    /** An attribute of a {@link Namespace}. */
    record NamespaceAttribute(String name, String attribute) implements Target {
        @Override
        public void assign(Scope scope, Object value) {
            Object namespace = scope.find(name);
            if (namespace instanceof Namespace spaces) {
                spaces.put(attribute, value);
            } else {
                throw new PythonError("TemplateRuntimeError", "cannot assign attribute on non-namespace object");
            }
        }

        @Override
        public void forEachName(Consumer<String> action) {
            // An attribute is no name.
        }
    }

    /** The target that an expression of names and tuples is. */
    static Target of(Expression expression, int line) {
        if (expression instanceof Name name) {
            return new Single(name.name());
        }
        if (expression instanceof Display.TupleOf tuple) {
            return new Several(
                    tuple.items().stream().map(item -> of(item, line)).toList());
        }
        throw PythonError.syntax("can't assign to " + describe(expression), line);
    }

    private static String describe(Expression expression) {
        return expression instanceof Literal ? "'const'" : "this expression";
    }
}
