package io.buildout4j.examples.cli;

import io.buildout4j.recipes.template.TemplateException;
import io.buildout4j.recipes.template.TemplateRenderer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders Jinja2 templates without a profile. */
final class RenderCommand implements Command {

    private final GlobalOptions options;
    private final TemplateRenderer renderer = new TemplateRenderer();

    private @Nullable String context;

    private Map<String, String> texts = new LinkedHashMap<>();

    private boolean batch;

    private @Nullable String template;

    RenderCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "buildout render",
                        "Renders a Jinja2 template as the recipe slapos.recipe.template:jinja2 does.",
                        "With --batch, reads lines of JSON {\"template\", \"context\", \"templates\"?, \"modules\"?} and writes"
                                + " {\"output\"} or {\"error\": {\"kind\", \"message\"}} for each.")
                .option("--context", "JSONFILE", "the names the template sees, a JSON object")
                .option("--set", "NAME=VALUE", "one more name, whose value is text; may be repeated")
                .flag("--batch", "render lines of JSON from standard input")
                .optionalWord("TEMPLATE", "the file to render")
                .example("buildout render nginx.conf.j2 --set port=8080", "what the template gives with that port")
                .example("buildout render nginx.conf.j2 --context context.json", "with values that are no text")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--context" -> context = value;
            case "--set" -> NameValue.put(texts, value);
            case "--batch" -> batch = true;
            case "TEMPLATE" -> template = value;
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() throws IOException {
        if (batch) {
            renderAll();
            return ExitStatus.DONE;
        }
        if (template == null) {
            throw syntax().misuse("a TEMPLATE or --batch is wanted");
        }
        Map<String, @Nullable Object> names = new LinkedHashMap<>();
        if (context != null) {
            if (!(InputFile.json(context, "the context") instanceof Map<?, ?> object)) {
                throw InputFile.unreadable(context, "the context", "it holds no JSON object", null);
            }
            object.forEach((name, value) -> names.put(String.valueOf(name), value));
        }
        names.putAll(texts);
        options.console().out().print(renderer.render(template, InputFile.text(template, "a template"), names));
        return ExitStatus.DONE;
    }

    private void renderAll() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(options.console().in(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            options.console().out().println(Json.line(render(line)));
            options.console().out().flush();
        }
    }

    private Map<String, Object> render(String line) {
        try {
            Map<String, @Nullable Object> request = object(Json.read(line), "the line");
            Map<String, @Nullable Object> names = new LinkedHashMap<>(modules(request.get("modules")));
            names.putAll(object(request.getOrDefault("context", Map.of()), "context"));
            Map<String, String> templates = new LinkedHashMap<>();
            object(request.getOrDefault("templates", Map.of()), "templates")
                    .forEach((name, text) -> templates.put(name, String.valueOf(text)));
            return Map.of(
                    "output", renderer.render("template", String.valueOf(request.get("template")), names, templates));
        } catch (TemplateException e) {
            return Map.of("error", Map.of("kind", e.kind(), "message", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return Map.of("error", Map.of("kind", "invalid-request", "message", String.valueOf(e.getMessage())));
        }
    }

    /** Modules by the names under which the template knows them; a list gives each its own name. */
    private Map<String, Object> modules(@Nullable Object wanted) throws IOException {
        Map<String, @Nullable Object> aliases = new LinkedHashMap<>();
        if (wanted instanceof List<?> names) {
            names.forEach(name -> aliases.put(String.valueOf(name), name));
        } else if (wanted != null) {
            aliases.putAll(object(wanted, "modules"));
        }
        Map<String, Object> modules = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> alias : aliases.entrySet()) {
            String name = String.valueOf(alias.getValue());
            modules.put(
                    alias.getKey(),
                    renderer.module(name).orElseThrow(() -> new IOException("there is no module '" + name + "'")));
        }
        return modules;
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value, String what) throws IOException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IOException(what + " is no JSON object");
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((name, entry) -> object.put(String.valueOf(name), entry));
        return object;
    }
}
