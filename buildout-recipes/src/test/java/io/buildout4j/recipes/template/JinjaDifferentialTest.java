package io.buildout4j.recipes.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
}
