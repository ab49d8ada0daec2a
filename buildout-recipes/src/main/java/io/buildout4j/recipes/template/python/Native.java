package io.buildout4j.recipes.template.python;

/** A function that is built in. */
public final class Native implements PyCallable {

    /** What a built-in function does with its bound arguments. */
    @FunctionalInterface
    public interface Body {
        /** Computes the result, {@link None} for none; there is one argument for each parameter. */
        Object call(Run run, Object[] arguments);
    }

    private final Signature signature;
    private final Body body;

    /**
     * @param signature its parameters
     * @param body what it does
     */
    public Native(Signature signature, Body body) {
        this.signature = signature;
        this.body = body;
    }

    Signature signature() {
        return signature;
    }

    Body body() {
        return body;
    }

    String name() {
        return signature.name();
    }

    @Override
    public Object call(Run run, Arguments arguments) {
        return body.call(run, signature.bind(arguments.positional(), arguments.named()));
    }

    /** Calls it with what is written between the parentheses. */
    Object call(Scope scope, CallArguments written) {
        return body.call(scope.run(), written.bound(scope, signature));
    }

    /** {@link #call(Scope, CallArguments)}, with one more argument before the others. */
    Object call(Scope scope, Object first, CallArguments written) {
        return body.call(scope.run(), written.bound(scope, signature, first));
    }

    @Override
    public String typeName() {
        return "builtin_function_or_method";
    }

    @Override
    public String toString() {
        return "<built-in function " + name() + ">";
    }
}
