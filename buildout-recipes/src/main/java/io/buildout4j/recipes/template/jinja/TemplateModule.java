package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.HasAttributes;
import java.util.Optional;

/**
 * An imported template: what it assigned at its top, by name.
 *
 * @param name the template's name
 * @param context what it assigned
 * @param text what it printed
 */
record TemplateModule(String name, Context context, String text) implements HasAttributes {

    @Override
    public Optional<Object> attribute(String attribute) {
        return context.exported().contains(attribute)
                ? Optional.of(context.names().find(attribute))
                : Optional.empty();
    }

    @Override
    public String typeName() {
        return "TemplateModule";
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
        return text;
    }
}
