package io.buildout4j.recipes.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The templates of a checkout of SlapOS, by Jinja2 and by us. */
@Tag("slow")
class JinjaCorpusTest {

    private static final Pattern TEMPLATE =
            Pattern.compile(".*(jinja|\\.in$|\\.in\\.|\\.cfg|\\.cf$|\\.conf|\\.ya?ml|\\.sh).*");
    private static final Pattern UNDEFINED = Pattern.compile("'([\\w]+)' is undefined");
    private static final Pattern NO_MEMBER = Pattern.compile("'(?:dict object|dict)' has no attribute '([^']+)'");
    private static final Pattern NO_KEY = Pattern.compile("KeyError: '([^']+)'");
    private static final Pattern MISSING_TEMPLATE = Pattern.compile("TemplateNotFound: (.+)");

    /** What a name of the context may be, tried in this order until the template goes on. */
    private static final List<Object> GUESSES = List.of(new HashMap<String, Object>(), "8", 8, List.of("a"));

    private static final Map<String, String> MODULES = Map.of(
            "json", "json",
            "json_module", "json",
            "os", "os",
            "os_module", "os",
            "re", "re",
            "hashlib", "hashlib",
            "itertools", "itertools",
            "functools", "functools",
            "operator", "operator",
            "urllib", "urllib");

    private record Outcomes(JinjaPeer.Outcome theirs, JinjaPeer.Outcome ours) {
        boolean same() {
            return theirs.text().equals(ours.text());
        }
    }

    @Test
    void theTemplatesOfSlaposMeanWhatTheyMeanToJinja2() throws IOException {
        String checkout = System.getenv("SLAPOS_CHECKOUT");
        Assumptions.assumeTrue(checkout != null, "SLAPOS_CHECKOUT names no checkout of SlapOS/slapos");
        TemplateRenderer renderer = new TemplateRenderer();
        List<String> parsedDifferently = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        List<String> silentlyDifferent = new ArrayList<>();
        int rendered = 0;
        int complete = 0;
        Map<Path, String> templates = templates(Path.of(checkout));
        try (JinjaPeer peer = JinjaPeer.start()) {
            for (Map.Entry<Path, String> template : templates.entrySet()) {
                String source = template.getValue();
                boolean parsed =
                        peer.theirs(source, Map.of(), Map.of(), true).text().isPresent();
                if (parsed != parses(renderer, source)) {
                    parsedDifferently.add(template.getKey().toString());
                }
                if (!parsed) {
                    continue;
                }
                Outcomes outcomes = render(peer, source);
                rendered++;
                complete += outcomes.theirs().text().isPresent() ? 1 : 0;
                if (!outcomes.same()) {
                    (outcomes.ours().text().isPresent() ? silentlyDifferent : refused)
                            .add(template.getKey() + ": Jinja2 " + shortened(outcomes.theirs()) + ", we "
                                    + shortened(outcomes.ours()));
                }
            }
        }

        assertThat(rendered).isGreaterThan(300);
        assertThat(complete).isGreaterThan(rendered / 2);
        assertThat(parsedDifferently).isEmpty();
        assertThat(silentlyDifferent).isEmpty();
        // Two ask the machine for its files and its user, which only a host can allow.
        assertThat(refused).as("refused by us alone").hasSizeLessThanOrEqualTo(rendered / 100);
    }

    private static String shortened(JinjaPeer.Outcome outcome) {
        String text = outcome.toString();
        return text.substring(0, Math.min(200, text.length()));
    }

    private static boolean parses(TemplateRenderer renderer, String source) {
        try {
            renderer.check("t", source);
            return true;
        } catch (TemplateException e) {
            return false;
        }
    }

    private static Map<Path, String> templates(Path checkout) throws IOException {
        Map<Path, String> templates = new LinkedHashMap<>();
        List<Path> candidates;
        try (Stream<Path> files = Files.walk(checkout)) {
            candidates = files.filter(file -> !file.toString().contains("/.git/"))
                    .filter(file ->
                            TEMPLATE.matcher(file.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
        for (Path file : candidates) {
            try {
                String source = Files.readString(file);
                if (source.contains("{%") || source.contains("{{")) {
                    templates.put(file, source);
                }
            } catch (MalformedInputException e) {
                continue;
            }
        }
        return templates;
    }

    /** Renders with a context that grows by what Jinja2 misses, until there is a text or nothing more to guess. */
    private static Outcomes render(JinjaPeer peer, String source) {
        Map<String, Object> context = new LinkedHashMap<>();
        Map<String, String> templates = new LinkedHashMap<>();
        Map<String, String> modules = new LinkedHashMap<>();
        Map<String, Integer> tries = new HashMap<>();
        while (true) {
            JinjaPeer.Outcome theirs = peer.theirs(source, context, templates, modules);
            if (theirs.text().isPresent() || !grow(theirs.error(), source, context, templates, modules, tries)) {
                return new Outcomes(theirs, peer.ours(source, context, templates, modules));
            }
        }
    }

    private static boolean grow(
            String error,
            String source,
            Map<String, Object> context,
            Map<String, String> templates,
            Map<String, String> modules,
            Map<String, Integer> tries) {
        Matcher name = UNDEFINED.matcher(error);
        if (name.find()) {
            String missing = name.group(1);
            if (MODULES.containsKey(missing)) {
                return modules.put(missing, MODULES.get(missing)) == null;
            }
            boolean isMapping = Pattern.compile("\\b" + missing + "(\\.(get|items|setdefault|\\w+)|\\[)")
                    .matcher(source)
                    .find();
            Object guess = isMapping ? new HashMap<String, Object>() : guess(missing);
            return context.put(missing, guess) == null;
        }
        Matcher template = MISSING_TEMPLATE.matcher(error);
        if (template.find()) {
            return templates.put(template.group(1), "{% macro m() %}m{% endmacro %}included") == null;
        }
        Matcher member = NO_MEMBER.matcher(error);
        Matcher key = NO_KEY.matcher(error);
        if (member.find()) {
            return addMember(context, member.group(1), tries);
        }
        return key.find() && addMember(context, key.group(1), tries);
    }

    /** Which of the mappings is asked is not said, so all get the member. */
    private static boolean addMember(Map<String, Object> context, String name, Map<String, Integer> tries) {
        int next = tries.merge(name, 1, Integer::sum);
        if (next > GUESSES.size()) {
            return false;
        }
        for (Object value : context.values()) {
            if (value instanceof Map<?, ?>) {
                @SuppressWarnings("unchecked") // all mappings here were made above
                Map<String, Object> mapping = (Map<String, Object>) value;
                mapping.put(name, next == 1 ? guess(name) : GUESSES.get(next - 1));
            }
        }
        return true;
    }

    private static Object guess(String name) {
        if (name.matches(".*(list|_s|ips|urls)$")) {
            return List.of("a");
        }
        return name.matches(".*(port|number|count|size|timeout|max|min).*") ? (Object) "8000" : name + "-text";
    }
}
