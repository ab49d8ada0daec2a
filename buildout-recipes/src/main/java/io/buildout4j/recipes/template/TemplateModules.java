package io.buildout4j.recipes.template;

import io.buildout4j.recipes.template.python.Module;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Modules that the host lets templates import, beyond those that only compute; offered to the recipe as a service.
 *
 * @param modules the modules by their dotted names
 */
public record TemplateModules(Map<String, Supplier<Module>> modules) {

    public TemplateModules {
        modules = Map.copyOf(modules);
    }
}
