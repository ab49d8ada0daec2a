package io.buildout4j.recipes.template;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.template.python.Globals;
import io.buildout4j.recipes.template.python.JsonReader;
import io.buildout4j.recipes.template.python.OptionValue;
import io.buildout4j.recipes.template.python.PyDict;
import io.buildout4j.recipes.template.python.PythonError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the lines of {@code context} and {@code extra-context} make known to the template. */
final class ContextLines {

    private static final String CONFIGURATION = "configuration.";

    /** What the values are published under that the file is made of, so that a change of one makes it anew. */
    private static final String READ = "context.";

    private final Part part;
    private final TemplateRenderer renderer;
    private final Map<String, Object> names = new LinkedHashMap<>();
    private final Map<String, PyDict> nested = new LinkedHashMap<>();

    private ContextLines(Part part, TemplateRenderer renderer) {
        this.part = part;
        this.renderer = renderer;
    }

    /**
     * The names and their values. Sections that are named become what the part depends on.
     *
     * @throws io.buildout4j.BuildoutException if a line cannot be read or names what is not there
     */
    static Map<String, Object> names(Part part, TemplateRenderer renderer) {
        ContextLines lines = new ContextLines(part, renderer);
        Optional<Value> context = part.optional("context");
        Optional<Value> extra = part.optional("extra-context");
        context.ifPresent(lines::read);
        extra.ifPresent(lines::read);
        if (context.isEmpty() && extra.isEmpty()) {
            lines.offerConfiguration();
        }
        return lines.names;
    }

    /** The tutorials of old use {@code configuration.port} without saying where it comes from. */
    private void offerConfiguration() {
        for (String section : List.of("instance-parameter", "slap-configuration")) {
            if (part.hasSection(section)) {
                PyDict configuration = new PyDict();
                part.section(section).forEach((option, value) -> {
                    if (option.startsWith(CONFIGURATION)) {
                        part.publish(READ + option, value);
                        nest(configuration, option.substring(CONFIGURATION.length()), typed(value), option);
                    }
                });
                names.put("configuration", configuration);
                return;
            }
        }
    }

    private void read(Value lines) {
        lines.text().lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> read(lines, line));
    }

    private void read(Value lines, String line) {
        String[] words = line.split("\\s+", 3);
        if (words.length < 2) {
            throw part.reject(
                    lines.option(), "has the line '" + line + "', which is not of the form 'type name value'");
        }
        String rest = words.length > 2 ? words[2].strip() : "";
        Object value = switch (words[0]) {
            case "raw" -> rest;
            case "key" -> typed(option(lines, line, words[1], rest));
            case "section" -> section(rest);
            case "json" -> json(lines, line, rest);
            case "jsonkey" -> json(option(lines, line, words[1], rest));
            case "import" -> module(lines, line, rest);
            default ->
                throw part.reject(
                        lines.option(),
                        "has the line '" + line + "' of unknown type '" + words[0]
                                + "'; there are raw, key, section, json, jsonkey and import");
        };
        put(lines, words[1], value);
    }

    private void put(Value lines, String name, Object value) {
        if (names.containsKey(name) || Globals.all().containsKey(name)) {
            throw part.reject(lines.option(), "is wrong: Duplicate context entry '" + name + "'");
        }
        int dot = name.indexOf('.');
        if (dot < 0) {
            names.put(name, value);
            return;
        }
        String first = name.substring(0, dot);
        if (names.containsKey(first) && !nested.containsKey(first)) {
            throw part.reject(lines.option(), "has both '" + first + "' and '" + name + "'");
        }
        PyDict outer = nested.computeIfAbsent(first, key -> new PyDict());
        names.put(first, outer);
        nest(outer, name.substring(dot + 1), value, name);
    }

    private void nest(PyDict dict, String path, Object value, String name) {
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        Optional<Object> present = dict.find(first);
        if (dot < 0) {
            if (present.isPresent()) {
                throw part.reject("context", "is wrong: Duplicate context entry '" + name + "'");
            }
            dict.put(first, value);
            return;
        }
        if (present.isPresent() && !(present.get() instanceof PyDict)) {
            throw part.reject("context", "has both '" + name + "' and what it begins with");
        }
        PyDict inner = (PyDict) present.orElseGet(PyDict::new);
        dict.put(first, inner);
        nest(inner, path.substring(dot + 1), value, name);
    }

    /** The option a line refers to; that the part depends on its value is put on the record. */
    private Value option(Value lines, String line, String name, String reference) {
        int colon = reference.indexOf(':');
        if (colon < 0) {
            throw part.reject(
                    lines.option(),
                    "has the line '" + line + "', whose '" + reference + "' is not of the form section:option");
        }
        String section = reference.substring(0, colon).strip();
        String option = reference.substring(colon + 1).strip();
        if (section.isEmpty() || section.equals(part.name())) {
            return part.required(option);
        }
        Value value = part.section(section).get(option);
        if (value == null) {
            throw part.reject(
                    lines.option(),
                    "has the line '" + line + "', but section [" + section + "] has no option '" + option + "'");
        }
        part.publish(READ + name, value);
        return value;
    }

    private Object typed(Value value) {
        return OptionValue.loads(value.text(), value::reject).orElse(value.text());
    }

    private Object section(String name) {
        PyDict dict = new PyDict();
        part.section(name).forEach((option, value) -> dict.put(option, typed(value)));
        return dict;
    }

    private Object json(Value lines, String line, String text) {
        try {
            return JsonReader.read(text);
        } catch (PythonError e) {
            throw part.reject(lines.option(), "has the line '" + line + "', which is no JSON: " + e.problem());
        }
    }

    private Object json(Value value) {
        try {
            return JsonReader.read(value.text());
        } catch (PythonError e) {
            throw value.reject("is no JSON: " + e.problem());
        }
    }

    private Object module(Value lines, String line, String name) {
        return renderer.module(name)
                .orElseThrow(() -> part.reject(
                        lines.option(),
                        "has the line '" + line + "', but there is no module '" + name + "'; there are "
                                + String.join(", ", renderer.modules())));
    }
}
