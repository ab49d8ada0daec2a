package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.PythonError;
import io.buildout4j.recipes.template.python.Run;
import io.buildout4j.recipes.template.python.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One rendering, from its first template to the last it includes. Belongs to one thread. */
public final class Rendering {

    private final Run run;
    private final Function<String, Optional<Template>> templates;
    private final Map<Template, TemplateModule> modules = new HashMap<>();

    /**
     * @param run the limits and the names that are always there
     * @param templates the templates that can be included, by name
     */
    public Rendering(Run run, Function<String, Optional<Template>> templates) {
        this.run = run;
        this.templates = templates;
    }

    /**
     * What a template prints.
     *
     * @param names what the template can use by name; belongs to it from here on
     * @throws PythonError whatever goes wrong, with template and line
     */
    public String render(Template template, Map<String, Object> names) {
        Output out = new Output(run.limits().output());
        new Context(this, new Scope(run, names)).render(template, out);
        return out.text();
    }

    Run run() {
        return run;
    }

    /** The first of the named templates that there is. */
    Template first(List<String> names) {
        for (String name : names) {
            Optional<Template> found = templates.apply(name);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new PythonError(
                names.size() == 1 ? "TemplateNotFound" : "TemplatesNotFound",
                names.size() == 1
                        ? names.get(0)
                        : names.isEmpty()
                                ? "Tried to select from an empty list of templates."
                                : "none of the templates given were found: " + String.join(", ", names));
    }

    /** The module of a template imported without context; one for the whole rendering. */
    TemplateModule module(Template template) {
        TemplateModule known = modules.get(template);
        if (known == null) {
            known = module(template, new Scope(run));
            modules.put(template, known);
        }
        return known;
    }

    /** The module of a template that sees names. */
    TemplateModule module(Template template, Scope outside) {
        run.enter();
        Context context = new Context(this, outside.inner());
        Output out = new Output(run.limits().output());
        try {
            context.render(template, out);
        } catch (PythonError e) {
            throw e.through("importing " + template.name());
        }
        run.leave();
        return new TemplateModule(template.name(), context, out.text());
    }
}
