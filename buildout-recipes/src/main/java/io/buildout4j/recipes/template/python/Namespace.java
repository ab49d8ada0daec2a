package io.buildout4j.recipes.template.python;

import java.util.LinkedHashMap;
import java.util.Map;

/** Jinja2's {@code namespace()}: the one kind of object whose attributes {@code set} may assign. */
public final class Namespace {

    private final Map<String, Object> attributes = new LinkedHashMap<>();

    /** Assigns an attribute. */
    public void put(String name, Object value) {
        attributes.put(name, value);
    }

    Map<String, Object> attributes() {
        return attributes;
    }
}
