package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.HasAttributes;
import java.util.Optional;

/** An imported template: what it assigned at its top, by name. */
final class TemplateModule implements HasAttributes {

    private final String name;
    private final Context context;
    private final String text;

    /**
     * @param name the template's name
     * @param context what it assigned
     * @param text what it printed
     */
    TemplateModule(String name, Context context, String text) {
        this.name = name;
        this.context = context;
        this.text = text;
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    @Override
    public Optional<Object> attribute(String attribute) {
        return context.exported().contains(attribute)
                ? Optional.of(context.names().find(attribute.intern()))
                : Optional.empty();
    }

    @Override
    public String typeName() {
        return "TemplateModule";
    }

    @Override
    public String toString() {
        return text;
    }
}
