package io.buildout4j.recipes.template.python;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A Python module as templates see it: names with values, nothing else. */
public final class Module implements HasAttributes {

    private final String name;
    private final Map<String, Object> members = new LinkedHashMap<>();

    public Module(String name) {
        this.name = name;
    }

    /** This with one more member; for the making of modules. */
    public Module with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /** This with a function. */
    public Module with(Signature signature, Native.Body body) {
        return with(signature.name(), new Native(signature, body));
    }

    /** The dotted name. */
    public String name() {
        return name;
    }

    @Override
    public Optional<Object> attribute(String attribute) {
        return Optional.ofNullable(members.get(attribute));
    }

    @Override
    public String typeName() {
        return "module";
    }

    @Override
    public String toString() {
        return "<module '" + name + "'>";
    }
}
