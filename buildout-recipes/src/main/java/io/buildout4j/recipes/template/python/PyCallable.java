package io.buildout4j.recipes.template.python;

/** Whatever can be called in an expression. */
public interface PyCallable {

    /**
     * Calls it.
     *
     * @param run the rendering the call is part of
     * @param arguments what was written between the parentheses
     * @throws PythonError whatever the callee refuses
     */
    Object call(Run run, Arguments arguments);

    /** What {@code type(x).__name__} says. */
    default String typeName() {
        return "function";
    }
}
