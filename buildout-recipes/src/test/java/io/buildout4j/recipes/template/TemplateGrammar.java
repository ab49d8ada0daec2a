package io.buildout4j.recipes.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes up expressions, templates and contexts by the rules in {@code jinja-grammar.txt}. */
final class TemplateGrammar {

    private static final Pattern REFERENCE = Pattern.compile("«(\\w+)»");

    private final Map<String, List<String>> rules = new LinkedHashMap<>();

    TemplateGrammar() {
        List<String> alternatives = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("  ")) {
                alternatives.add(line.substring(2)
                        .replace("«empty»", "")
                        .replace("\\n", "\n")
                        .replace("\\r", "\r")
                        .replace("\\t", "\t"));
            } else if (line.endsWith(":")) {
                alternatives = new ArrayList<>();
                rules.put(line.substring(0, line.length() - 1), alternatives);
            }
        }
    }

    private static List<String> lines() {
        try (InputStream grammar = TemplateGrammar.class.getResourceAsStream("jinja-grammar.txt")) {
            return new String(grammar.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something that a rule allows, its expressions and statements nested about as deep as said. */
    String sample(String rule, Random random, int depth) {
        List<String> alternatives = rules.get(rule);
        if (depth <= 0) {
            List<String> simple = alternatives.stream()
                    .filter(alternative -> !alternative.contains("«"))
                    .toList();
            alternatives = simple.isEmpty() ? alternatives.subList(0, 1) : simple;
        }
        Matcher reference = REFERENCE.matcher(alternatives.get(random.nextInt(alternatives.size())));
        boolean deeper = rule.equals("expression") || rule.equals("statement") || rule.equals("value");
        StringBuilder text = new StringBuilder();
        while (reference.find()) {
            String part = sample(reference.group(1), random, deeper ? depth - 1 : depth);
            reference.appendReplacement(text, Matcher.quoteReplacement(part));
        }
        return reference.appendTail(text).toString();
    }

    /** A template with the others it may include, import and extend, and what it may know. */
    Sample template(Random random, int depth) {
        Map<String, String> others = new LinkedHashMap<>(Map.of(
                "inc", "({{ n }}{{ i|d('-') }})",
                "incloop", "({{ loop.index|d('nl') }})",
                "incx", "{% set x = 'inc' %}{{ x }}\n",
                "incset", "{% set y = 5 %}{% macro im() %}q{% endmacro %}[{{ x|d('nx') }}]",
                "bad", "line1\n{{ undefd }}\n",
                "mac",
                        "{% macro m(a, b=2) %}<{{ a }}:{{ b }}>{% endmacro %}{% set v = 7 %}"
                                + "{% macro g() %}{{ n|d('nn') }}{{ v }}{% endmacro %}{% set _hid = 1 %}"
                                + "{% macro m2(x) %}{{ x }}{{ caller is defined }}{% endmacro %}"
                                + "{% macro c() %}{{ caller() }}{% endmacro %}text"));
        String base = "B[{% block b1 %}one{{ n }}{% endblock %}]{% block b2 scoped %}two{% endblock %}\n";
        others.put("base", random.nextBoolean() ? base : sample("body", random, depth - 1));
        Map<String, Object> context = new LinkedHashMap<>(CONTEXT);
        if (random.nextBoolean()) {
            context.put("x", List.of(1, "X", List.of(1, 2), Map.of("a", 1)).get(random.nextInt(4)));
        }
        if (random.nextInt(3) == 0) {
            context.put("acc", List.of());
        }
        return new Sample(sample("template", random, depth), others, context);
    }

    /** A template, what it can load, what it knows. */
    record Sample(String template, Map<String, String> others, Map<String, Object> context) {}

    static final Map<String, Object> CONTEXT = Map.of(
            "n",
            7,
            "f",
            2.5,
            "s",
            "a b,c",
            "l",
            List.of(3, 1, "x"),
            "d",
            Map.of("k", List.of(1)),
            "t",
            true,
            "big",
            1L << 40,
            "neg",
            -5,
            "nested",
            List.of(Map.of("a", 1), Map.of("a", 2)),
            "uni",
            "žluť😀");
}
