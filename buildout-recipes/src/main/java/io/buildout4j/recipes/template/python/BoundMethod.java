package io.buildout4j.recipes.template.python;

/** A method together with its object. */
final class BoundMethod implements PyCallable {

    private final Object self;
    private final Native method;

    /**
     * @param self the object
     * @param method the method, whose first parameter is the object
     */
    BoundMethod(Object self, Native method) {
        this.self = self;
        this.method = method;
    }

    @Override
    public Object call(Run run, Arguments arguments) {
        return method.call(run, arguments.after(self));
    }

    @Override
    public String typeName() {
        return "builtin_function_or_method";
    }

    @Override
    public String toString() {
        return "<built-in method " + method.name() + " of " + Types.name(self) + " object>";
    }
}
