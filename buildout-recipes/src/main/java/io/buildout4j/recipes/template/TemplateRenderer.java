package io.buildout4j.recipes.template;

import io.buildout4j.recipes.template.jinja.Rendering;
import io.buildout4j.recipes.template.jinja.Template;
import io.buildout4j.recipes.template.python.Globals;
import io.buildout4j.recipes.template.python.Limits;
import io.buildout4j.recipes.template.python.Module;
import io.buildout4j.recipes.template.python.PythonError;
import io.buildout4j.recipes.template.python.Run;
import io.buildout4j.recipes.template.python.StandardModules;
import io.buildout4j.recipes.template.python.Values;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Renders Jinja2 templates as the recipe {@code slapos.recipe.template:jinja2} does: StrictUndefined, Python's values,
 * and nothing of the host in reach but what is handed over. Immutable, and safe for use by many threads; templates are
 * compiled once and kept.
 *
 * <pre>{@code
 * String text = new TemplateRenderer().render("site.conf.in", source, Map.of("port", 8080));
 * }</pre>
 */
public final class TemplateRenderer {

    private final Map<String, Supplier<Module>> modules;
    private final Set<String> extensions;
    private final Limits limits;
    private final TemplateCache cache;

    /** A renderer with the extensions {@code do} and {@code loopcontrols}, and the usual limits. */
    public TemplateRenderer() {
        this(
                StandardModules.all(),
                Set.of("jinja2.ext.do", "jinja2.ext.loopcontrols"),
                Limits.USUAL,
                new TemplateCache(256));
    }

    private TemplateRenderer(
            Map<String, Supplier<Module>> modules, Set<String> extensions, Limits limits, TemplateCache cache) {
        this.modules = modules;
        this.extensions = extensions;
        this.limits = limits;
        this.cache = cache;
    }

    /** This with other extensions switched on, by their Jinja2 names; those it does not know change nothing. */
    public TemplateRenderer withExtensions(Set<String> names) {
        return new TemplateRenderer(modules, new LinkedHashSet<>(names), limits, cache);
    }

    /** This with other limits. */
    public TemplateRenderer withLimits(Limits other) {
        return new TemplateRenderer(modules, extensions, other, cache);
    }

    /** This with one more module that templates may be given, made when one is. */
    public TemplateRenderer withModule(String name, Supplier<Module> module) {
        Map<String, Supplier<Module>> more = new TreeMap<>(modules);
        more.put(name, module);
        return new TemplateRenderer(more, extensions, limits, cache);
    }

    /**
     * A module, to be put into the names of a rendering; empty if there is none of that name.
     *
     * @param name the dotted name, such as {@code urllib.parse}
     */
    public Optional<Object> module(String name) {
        return Optional.ofNullable(modules.get(name)).map(Supplier::get);
    }

    /** The names of the modules there are. */
    public Set<String> modules() {
        return modules.keySet();
    }

    /**
     * Renders a template that stands alone.
     *
     * @param name by what name messages speak of it
     * @param source the template
     * @param context the names it can use, as trees of maps, lists, texts, numbers, truths and null; or Python values,
     *     such as modules
     * @throws TemplateException if it cannot be rendered
     */
    public String render(String name, String source, Map<String, ?> context) {
        return render(name, source, context, Map.of());
    }

    /**
     * Renders a template that may include, import or extend others.
     *
     * @param templates the others, by the names it knows them by
     * @throws TemplateException if it, or one of the others it needs, cannot be rendered
     */
    public String render(String name, String source, Map<String, ?> context, Map<String, String> templates) {
        return render(name, source, context, other -> Optional.ofNullable(templates.get(other)));
    }

    /** {@link #render(String, String, Map, Map)}, the others found by a function. */
    public String render(
            String name, String source, Map<String, ?> context, Function<String, Optional<String>> templates) {
        Run run = new Run(limits, Globals.all());
        Map<String, Object> names = new HashMap<>(2 * context.size() + 64);
        context.forEach((key, value) -> names.put(key, Values.of(value)));
        return guarded(name, () -> {
            Template template = cache.template(name, source, extensions);
            Rendering rendering = new Rendering(
                    run, other -> templates.apply(other).map(text -> cache.template(other, text, extensions)));
            return rendering.render(template, names);
        });
    }

    /**
     * Compiles a template without rendering it.
     *
     * @throws TemplateException if it is none
     */
    public void check(String name, String source) {
        guarded(name, () -> {
            cache.template(name, source, extensions);
            return "";
        });
    }

    private static String guarded(String name, Supplier<String> action) {
        try {
            return action.get();
        } catch (PythonError e) {
            TemplateException problem =
                    TemplateException.of(e.type(), e.template().orElse(name), e.line(), e.problem(), e);
            for (String step : e.trail()) {
                problem = problem.during(step);
            }
            throw problem;
        } catch (OutOfMemoryError e) {
            throw TemplateException.of("LimitExceeded", name, 0, "the template needs more memory than there is", e);
        } catch (StackOverflowError e) {
            throw TemplateException.of("RecursionError", name, 0, "maximum recursion depth exceeded", e);
        }
    }
}
