package io.buildout4j.recipes.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.buildout4j.recipes.template.python.JsonReader;
import io.buildout4j.recipes.template.python.PyDict;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The real Jinja2 in one Python process, beside our renderer. */
final class JinjaPeer implements AutoCloseable {

    static final Path PYTHON = Path.of("/usr/bin/python3");

    /** What a side made of a template: its text, or the name of its exception. */
    record Outcome(Optional<String> text, String error) {
        @Override
        public String toString() {
            return text.map(output -> "printed " + output).orElse("refused: " + error);
        }
    }

    private final TemplateRenderer renderer = new TemplateRenderer();
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private JinjaPeer(Process process) {
        this.process = process;
        requests = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Skips the test where there is no Jinja2. */
    static JinjaPeer start() {
        try {
            Assumptions.assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON);
            Process probe = new ProcessBuilder(PYTHON.toString(), "-c", "import jinja2").start();
            Assumptions.assumeTrue(probe.waitFor() == 0, "no jinja2 for " + PYTHON);
            Path driver = Files.createTempFile("jinja2-peer", ".py");
            try (InputStream source = JinjaPeer.class.getResourceAsStream("jinja2_peer.py")) {
                Files.write(driver, source.readAllBytes());
            }
            return new JinjaPeer(new ProcessBuilder(PYTHON.toString(), driver.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Outcome theirs(String template, Map<String, ?> context, Map<String, String> templates, boolean parseOnly) {
        return ask(template, context, templates, Map.of(), parseOnly);
    }

    Outcome theirs(
            String template, Map<String, ?> context, Map<String, String> templates, Map<String, String> modules) {
        return ask(template, context, templates, modules, false);
    }

    private synchronized Outcome ask(
            String template,
            Map<String, ?> context,
            Map<String, String> templates,
            Map<String, String> modules,
            boolean parseOnly) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("modules", modules);
        request.put("template", template);
        request.put("context", context);
        request.put("templates", templates);
        request.put("parse", parseOnly);
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("request", request);
        renderer.module("json").ifPresent(json -> names.put("json", json));
        try {
            requests.write(renderer.render("request", "{{ json.dumps(request) }}", names));
            requests.write("\n");
            requests.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the peer ended over " + template);
            }
            PyDict answer = (PyDict) JsonReader.read(line);
            return new Outcome(
                    answer.find("output").map(Object::toString),
                    answer.find("error").map(Object::toString).orElse("")
                            + answer.find("message")
                                    .map(message -> ": " + message)
                                    .orElse(""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Outcome ours(String template, Map<String, ?> context, Map<String, String> templates, Map<String, String> modules) {
        Map<String, Object> names = new LinkedHashMap<>(context);
        modules.forEach(
                (alias, module) -> names.put(alias, renderer.module(module).orElseThrow()));
        return ours(template, names, templates);
    }

    Outcome ours(String template, Map<String, ?> context, Map<String, String> templates) {
        try {
            return new Outcome(Optional.of(renderer.render("t", template, context, templates)), "");
        } catch (TemplateException e) {
            return new Outcome(Optional.empty(), e.pythonType() + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
