package io.buildout4j.recipes.template.python;

/** A parsed expression. Immutable, so it may be evaluated by many threads at once. */
@FunctionalInterface
public interface Expression {

    /**
     * The value where these names mean these things.
     *
     * @throws PythonError whatever Python or Jinja2 would raise
     */
    Object value(Scope scope);
}
