package io.buildout4j.recipes.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JinjaDifferentialTest {

    private static final Map<String, String> OTHERS = Map.of(
            "a", "{% macro m(x) %}<{{ x }}>{% endmacro %}{% set v = 7 %}text",
            "base", "[{% block b %}base{% endblock %}]\n",
            "inc", "({{ i }})",
            "incloop", "({{ loop.index }})",
            "ctx", "{% macro m() %}{{ g }}{% endmacro %}");

    private static JinjaPeer peer;

    @BeforeAll
    static void startPeer() {
        peer = JinjaPeer.start();
    }

    @AfterAll
    static void stopPeer() {
        if (peer != null) {
            peer.close();
        }
    }

    static Stream<String> golden() throws IOException {
        try (InputStream lines = JinjaDifferentialTest.class.getResourceAsStream("golden-templates.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        }
    }

    private static void assertSame(String template) {
        JinjaPeer.Outcome theirs = peer.theirs(template, Map.of(), OTHERS, false);
        JinjaPeer.Outcome ours = peer.ours(template, Map.of(), OTHERS);

        assertThat(ours.text())
                .as("%s: Jinja2 %s, ours %s", template, theirs, ours)
                .isEqualTo(theirs.text());
        assertThat(ours.error().replaceFirst(":(?s).*", ""))
                .as(template)
                .isEqualTo(theirs.error().replaceFirst(":(?s).*", ""));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void aTemplateMeansWhatItMeansToJinja2(String template) {
        assertSame(template);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n\n",
                "a\r\nb\rc\n{{ 1 }}\n",
                "  {%- if 1 -%}\n x \n{%- endif +%} \n y",
                "{# c #}\n\n{#- d -#}\n e",
                "a {{- ' b ' -}} c",
                "{% raw -%}\n {{ x }} {%- endraw -%}\n y",
                "x\n  {%+ if 1 %}y{% endif %}\n"
            })
    void whiteSpaceIsKeptAndDroppedAsInJinja2(String template) {
        assertSame(template);
    }

    private static List<Path> templates(Path checkout) throws IOException {
        Pattern name = Pattern.compile(".*(jinja|\\.in$|\\.in\\.|\\.cfg|\\.cf$|\\.conf|\\.ya?ml|\\.sh).*");
        try (Stream<Path> files = Files.walk(checkout)) {
            return files.filter(file -> !file.toString().contains("/.git/"))
                    .filter(file -> name.matcher(file.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    @Test
    @Tag("slow")
    void theTemplatesOfSlaposAreParsedOrRefusedAsByJinja2() throws IOException {
        String checkout = System.getenv("SLAPOS_CHECKOUT");
        Assumptions.assumeTrue(checkout != null, "SLAPOS_CHECKOUT names no checkout of SlapOS/slapos");
        TemplateRenderer renderer = new TemplateRenderer();
        List<String> different = new ArrayList<>();
        int count = 0;
        for (Path file : templates(Path.of(checkout))) {
            String source;
            try {
                source = Files.readString(file);
            } catch (MalformedInputException e) {
                continue;
            }
            if (!source.contains("{%") && !source.contains("{{")) {
                continue;
            }
            count++;
            boolean parsed = true;
            try {
                renderer.check(file.toString(), source);
            } catch (TemplateException e) {
                parsed = false;
            }
            if (parsed != peer.theirs(source, Map.of(), Map.of(), true).text().isPresent()) {
                different.add(file.toString());
            }
        }

        assertThat(count).isGreaterThan(300);
        assertThat(different).isEmpty();
    }
}
