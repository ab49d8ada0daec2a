package io.buildout4j.recipes.template.python;

/**
 * A function that is built in.
 *
 * @param signature its parameters
 * @param body what it does
 */
public record Native(Signature signature, Body body) implements PyCallable {

    /** What a built-in function does with its bound arguments. */
    @FunctionalInterface
    public interface Body {
        /** Computes the result, {@link None} for none; there is one argument for each parameter. */
        Object call(Run run, Object[] arguments);
    }

    @Override
    public Object call(Run run, Arguments arguments) {
        return body.call(run, signature.bind(arguments.positional(), arguments.named()));
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
        return "<built-in function " + signature.name() + ">";
    }
}
