package io.buildout4j.recipes.template.python;

import java.util.Optional;

/** Calls. */
final class Call {

    private Call() {}

    static Expression of(Expression callee, CallArguments arguments) {
        return callee instanceof Access.Attribute attribute
                ? new OfMethod(attribute, arguments)
                : new OfValue(callee, arguments);
    }

    /** The same call with one more named argument; empty for what is no call. */
    static Optional<Expression> with(Expression call, String name, Expression argument) {
        if (call instanceof OfMethod method) {
            return Optional.of(new OfMethod(method.callee(), method.arguments().with(name, argument)));
        }
        if (call instanceof OfValue value) {
            return Optional.of(new OfValue(value.callee(), value.arguments().with(name, argument)));
        }
        return Optional.empty();
    }

    private record OfValue(Expression callee, CallArguments arguments) implements Expression {
        @Override
        public Object value(Scope scope) {
            return call(callee.value(scope), scope, arguments);
        }
    }

    /** Jinja2 takes the end of an iterator for a value that is not there. */
    private static Object ended(PythonError error) {
        if (error.type().equals("StopIteration")) {
            return Undefined.because("value was undefined because a callable raised a StopIteration exception");
        }
        throw error;
    }

    /** Saves the making of a bound method. */
    private record OfMethod(Access.Attribute callee, CallArguments arguments) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object owner = callee.owner().value(scope);
            Native method = Attributes.method(owner, callee.name());
            if (method == null) {
                return call(Attributes.get(owner, callee.name()), scope, arguments);
            }
            return method.call(scope, owner, arguments);
        }
    }

    private static Object call(Object callee, Scope scope, CallArguments arguments) {
        if (callee instanceof PyCallable callable) {
            try {
                return callable instanceof Native function
                        ? function.call(scope, arguments)
                        : callable.call(scope.run(), arguments.values(scope));
            } catch (PythonError e) {
                return ended(e);
            }
        }
        if (callee instanceof Undefined undefined) {
            throw undefined.error();
        }
        throw PythonError.type("'" + Types.name(callee) + "' object is not callable");
    }
}
