package io.buildout4j.examples.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.buildout4j.recipes.template.TemplateRenderer;
import io.buildout4j.recipes.template.python.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The rendering of real templates, which {@code beside_jinja2.py} writes to the file named by {@code TEMPLATE_CASES}, the
 * written contexts and the longest first; without that file, of a small one. Contexts are made ready before the clock runs,
 * as on Jinja2's side and in the recipe; the shortest and the median are what is compared, p0.00 and p0.50.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TemplateBenchmark {

    /** Which of the templates. */
    @Param({"0", "1", "2"})
    public int place;

    private final TemplateRenderer renderer = new TemplateRenderer();
    private String source;
    private Map<String, Object> given;
    private Map<String, Object> context;
    private Map<String, String> templates;

    @Setup
    @SuppressWarnings("unchecked") // what a JSON object is for this library
    public void readCase() throws IOException {
        ObjectMapper json = new ObjectMapper();
        String file = System.getenv("TEMPLATE_CASES");
        JsonNode cases = file == null
                ? json.readTree(
                        "[{\"template\": \"{% for i in l %}{{ i }}{% endfor %}\", \"context\": {\"l\": [1, 2]}}]")
                : json.readTree(Files.readString(Path.of(file)));
        JsonNode chosen = cases.get(place % cases.size());
        source = chosen.get("template").asText();
        given = json.convertValue(chosen.get("context"), Map.class);
        chosen.path("modules")
                .properties()
                .forEach(module -> given.put(
                        module.getKey(),
                        renderer.module(module.getValue().asText()).orElseThrow()));
        templates = chosen.has("templates") ? json.convertValue(chosen.get("templates"), Map.class) : Map.of();
    }

    /** A context for each rendering, because some templates write to theirs. */
    @Setup(Level.Invocation)
    public void makeContext() {
        context = new LinkedHashMap<>();
        given.forEach((name, value) -> context.put(name, Values.of(value)));
    }

    @Benchmark
    public String cachedRender() {
        return renderer.render("template", source, context, templates);
    }

    @Benchmark
    public String parseAndRender() {
        return new TemplateRenderer().render("template", source, context, templates);
    }
}
