package io.buildout4j.recipes.template;

import io.buildout4j.recipe.Services;
import io.buildout4j.recipes.template.python.Module;
import java.util.Map;
import java.util.function.Supplier;

/** Adds to a renderer what the host offers. */
final class HostModules {

    private HostModules() {}

    static TemplateRenderer added(TemplateRenderer renderer, Services services) {
        TemplateRenderer more = renderer;
        Map<String, Supplier<Module>> offered = services.find(TemplateModules.class)
                .map(TemplateModules::modules)
                .orElse(Map.of());
        for (Map.Entry<String, Supplier<Module>> module : offered.entrySet()) {
            more = more.withModule(module.getKey(), module.getValue());
        }
        return more;
    }
}
