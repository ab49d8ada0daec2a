package io.buildout4j.recipes.template.python;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A type such as {@code int}: can be called to make a value, asked about a value, and has methods of its own. */
final class PyType implements PyCallable, HasAttributes {

    private final String name;
    private final Predicate<Object> instance;
    private final Native constructor;
    private final Map<String, Object> members = new HashMap<>();

    PyType(String name, Predicate<Object> instance, Signature signature, Native.Body body) {
        this.name = name;
        this.instance = instance;
        this.constructor = new Native(signature, body);
    }

    PyType with(Signature signature, Native.Body body) {
        members.put(signature.name(), new Native(signature, body));
        return this;
    }

    PyType withMethods(Map<String, Native> methods) {
        methods.forEach(members::putIfAbsent);
        return this;
    }

    String name() {
        return name;
    }

    boolean isInstance(Object value) {
        return instance.test(value);
    }

    @Override
    public Object call(Run run, Arguments arguments) {
        return constructor.call(run, arguments);
    }

    @Override
    public java.util.Optional<Object> attribute(String attribute) {
        @Nullable Object found = attribute.equals("__name__") ? name : members.get(attribute);
        return java.util.Optional.ofNullable(found);
    }

    @Override
    public String typeName() {
        return "type";
    }

    @Override
    public String toString() {
        return "<class '" + name + "'>";
    }
}
