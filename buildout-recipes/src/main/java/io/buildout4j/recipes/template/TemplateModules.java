package io.buildout4j.recipes.template;

import io.buildout4j.recipes.template.python.MachineModules;
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

    /**
     * Lets templates read, never change, the machine: {@code os} with the environment and questions about files, and
     * {@code pwd}. For profiles that are trusted to that degree.
     *
     * @param environment what {@code os.environ} holds, such as {@link System#getenv()}
     */
    public static TemplateModules readingMachine(Map<String, String> environment) {
        return new TemplateModules(MachineModules.reading(environment));
    }
}
