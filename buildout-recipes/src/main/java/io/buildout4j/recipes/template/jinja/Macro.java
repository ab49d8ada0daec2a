package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.Arguments;
import io.buildout4j.recipes.template.python.Expression;
import io.buildout4j.recipes.template.python.HasAttributes;
import io.buildout4j.recipes.template.python.Markup;
import io.buildout4j.recipes.template.python.None;
import io.buildout4j.recipes.template.python.PyCallable;
import io.buildout4j.recipes.template.python.PyDict;
import io.buildout4j.recipes.template.python.PyTuple;
import io.buildout4j.recipes.template.python.PythonError;
import io.buildout4j.recipes.template.python.Run;
import io.buildout4j.recipes.template.python.Scope;
import io.buildout4j.recipes.template.python.Undefined;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A macro at the place where it was defined, whose names it sees. */
final class Macro implements PyCallable, HasAttributes {

    /** The name of what a call block hands over. */
    static final String ANONYMOUS = "";

    /**
     * A macro as written.
     *
     * @param name its name
     * @param parameters the names of its parameters
     * @param defaults the defaults of the last of them
     * @param body what it prints
     * @param caller whether it uses {@code caller} without declaring it
     * @param catchNamed whether it uses {@code kwargs}
     * @param catchRest whether it uses {@code varargs}
     */
    record Definition(
            String name,
            List<String> parameters,
            List<Expression> defaults,
            Body body,
            boolean caller,
            boolean catchNamed,
            boolean catchRest) {

        boolean isAnonymous() {
            return name.isEmpty();
        }

        String quotedName() {
            return isAnonymous() ? "None" : "'" + name + "'";
        }
    }

    private final Definition definition;
    private final Frame home;

    /**
     * @param definition what was written
     * @param home where it was defined
     */
    Macro(Definition definition, Frame home) {
        this.definition = definition;
        this.home = home;
    }

    @Override
    public Object call(Run run, Arguments arguments) {
        Scope scope = home.scope().inner();
        bind(scope, arguments);
        boolean before = run.autoescape();
        run.enter();
        String text;
        try {
            text = definition.body().capture(home.with(scope));
        } catch (PythonError e) {
            throw e.through(definition.isAnonymous() ? "calling caller" : "calling macro " + definition.quotedName());
        }
        run.leave();
        run.autoescape(before);
        return before ? new Markup(text) : text;
    }

    private void bind(Scope scope, Arguments arguments) {
        List<Object> positional = arguments.positional();
        List<String> parameters = definition.parameters();
        Map<String, Object> named =
                arguments.named().isEmpty() ? new HashMap<>(0) : new LinkedHashMap<>(arguments.named());
        int given = Math.min(positional.size(), parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            String parameter = parameters.get(i);
            if (i < given) {
                scope.put(parameter, positional.get(i));
            } else if (named.containsKey(parameter)) {
                Object value = named.remove(parameter);
                scope.put(parameter, value);
            } else {
                scope.put(parameter, missing(i, scope));
            }
        }
        if (definition.caller()) {
            Object caller = named.remove("caller");
            scope.put("caller", caller == null ? Undefined.because("No caller defined") : caller);
        }
        further(scope, positional, named);
    }

    private Object missing(int parameter, Scope scope) {
        int first = definition.parameters().size() - definition.defaults().size();
        return parameter >= first
                ? definition.defaults().get(parameter - first).value(scope)
                : Undefined.because("parameter '" + definition.parameters().get(parameter) + "' was not provided");
    }

    private void further(Scope scope, List<Object> positional, Map<String, Object> named) {
        if (definition.catchNamed()) {
            PyDict rest = new PyDict();
            named.forEach(rest::put);
            scope.put("kwargs", rest);
        } else if (!named.isEmpty()) {
            throw PythonError.type(
                    named.containsKey("caller")
                            ? "macro " + definition.quotedName()
                                    + " was invoked with two values for the special caller argument. This is most likely a bug."
                            : "macro " + definition.quotedName() + " takes no keyword argument '"
                                    + named.keySet().iterator().next() + "'");
        }
        int count = definition.parameters().size();
        if (definition.catchRest()) {
            List<Object> rest = positional.size() > count ? positional.subList(count, positional.size()) : List.of();
            scope.put("varargs", PyTuple.copyOf(rest));
        } else if (positional.size() > count) {
            throw PythonError.type(
                    "macro " + definition.quotedName() + " takes not more than " + count + " argument(s)");
        }
    }

    @Override
    public Optional<Object> attribute(String name) {
        return switch (name) {
            case "name" -> Optional.of(definition.isAnonymous() ? None.NONE : definition.name());
            case "arguments" -> Optional.of(PyTuple.copyOf(definition.parameters()));
            case "catch_kwargs" -> Optional.of(definition.catchNamed());
            case "catch_varargs" -> Optional.of(definition.catchRest());
            case "caller" -> Optional.of(definition.caller());
            default -> Optional.empty();
        };
    }

    @Override
    public String typeName() {
        return "Macro";
    }

    @Override
    public String toString() {
        return "<Macro " + (definition.isAnonymous() ? "anonymous" : definition.quotedName()) + ">";
    }
}
