package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;

/**
 * A method together with its object.
 *
 * @param self the object
 * @param method the method, whose first parameter is the object
 */
record BoundMethod(Object self, Native method) implements PyCallable {

    @Override
    public Object call(Run run, Arguments arguments) {
        List<Object> positional = new ArrayList<>(arguments.positional().size() + 1);
        positional.add(self);
        positional.addAll(arguments.positional());
        return method.body().call(run, method.signature().bind(positional, arguments.named()));
    }

    @Override
    public String typeName() {
        return "builtin_function_or_method";
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "<built-in method " + method.signature().name() + " of " + Types.name(self) + " object>";
    }
}
