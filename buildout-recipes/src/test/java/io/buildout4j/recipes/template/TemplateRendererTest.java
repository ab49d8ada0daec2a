package io.buildout4j.recipes.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.buildout4j.recipes.template.python.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateRendererTest {

    private final TemplateRenderer renderer = new TemplateRenderer();

    private String render(String source) {
        return renderer.render("t", source, Map.of());
    }

    private TemplateException failure(String source) {
        return catchThrowableOfType(TemplateException.class, () -> render(source));
    }

    @Test
    void theTutorialsConfigurationIsRendered() {
        String source = "host = {{ configuration.host }}\nport = {{ configuration.port }}\n";
        Map<String, Object> context = Map.of("configuration", Map.of("host", "0.0.0.0", "port", "5000"));

        assertThat(renderer.render("t", source, context)).isEqualTo("host = 0.0.0.0\nport = 5000");
    }

    @Test
    void jsonValuesBecomePythonValues() {
        Map<String, Object> context = new HashMap<>();
        context.put("nothing", null);
        context.put("all", Arrays.asList(1, 2.5, true, null, "x", new java.math.BigInteger("123456789012345678901")));

        assertThat(renderer.render("t", "{{ nothing }} {{ all }}", context))
                .isEqualTo("None [1, 2.5, True, None, 'x', 123456789012345678901]");
    }

    @Test
    void anUndefinedNameIsNamedWithTemplateAndLine() {
        TemplateException failure = failure("one\ntwo {{ missing }}\n");

        assertThat(failure.kind()).isEqualTo("undefined-error");
        assertThat(failure.getMessage()).isEqualTo("t:2: 'missing' is undefined");
    }

    @Test
    void aSyntaxErrorInADeadBranchIsReported() {
        assertThat(failure("{% if false %}\n{{ 1 + }}\n{% endif %}").getMessage())
                .isEqualTo("t:2: unexpected 'end of print statement'");
    }

    @Test
    void anErrorInAnIncludedTemplateNamesThatTemplate() {
        assertThatThrownBy(() ->
                        renderer.render("main", "{% include 'inner' %}", Map.of(), Map.of("inner", "\n\n{{ 1 // 0 }}")))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("inner:3: integer division or modulo by zero")
                .hasMessageContaining("while including inner (main:1)");
    }

    @Test
    void anErrorTellsThroughWhichMacrosAndTemplatesItCame() {
        String library =
                "{% macro outer() %}\n{{ inner() }}{% endmacro %}\n{% macro inner() %}\n\n{{ nope }}{% endmacro %}";

        assertThatThrownBy(() -> renderer.render(
                        "main",
                        "a\n{% import 'library' as l %}\n\n{{ l.outer() }}",
                        Map.of(),
                        Map.of("library", library)))
                .isInstanceOfSatisfying(TemplateException.class, problem -> {
                    assertThat(problem.diagnostic().line()).isEqualTo("library:5: 'nope' is undefined");
                    assertThat(problem.diagnostic().trail())
                            .containsExactly("calling macro 'inner' (library:2)", "calling macro 'outer' (main:4)");
                });
    }

    @Test
    void nestingBeyondTheStackFailsAtItsLine() {
        String sum = "1+".repeat(20_000) + "1";

        assertThat(failure("\n{{ " + sum + " }}").kind()).isEqualTo("recursion-error");
        assertThat(failure("{% if 1 %}".repeat(5_000) + "{% endif %}".repeat(5_000))
                        .kind())
                .isEqualTo("recursion-error");
    }

    @Test
    void anErrorInAMacroNamesTheLineOfTheMacro() {
        assertThat(failure("{% macro m(x) %}\n{{ x.y.z }}\n{% endmacro %}\n\n{{ m({}) }}")
                        .getMessage())
                .startsWith("t:2: 'dict object' has no attribute 'y'");
    }

    @Test
    void valuesAreNotRenderedAgain() {
        assertThat(renderer.render("t", "{{ x }}", Map.of("x", "{{ 1 + 1 }}"))).isEqualTo("{{ 1 + 1 }}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for x in range(10**9) %}{% endfor %}",
                "{% set x = 'a' * 10**10 %}",
                "{% set x = [0] * 10**9 %}",
                "{{ 'x'.ljust(10**9) }}",
                "{{ '%999999999d' % 1 }}",
                "{{ 2 ** (10**8) }}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% set l = [1] %}{% for x in l %}{% do l.append(x) %}{% endfor %}",
                "{% set n = namespace(s='x') %}{% for i in range(64) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
                "{% for i in range(10**6) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}",
                "{{ range(10**9)|list }}",
                "{{ [1]|slice(10**9)|list }}",
                "{{ ('x' * 10**5).join(range(1000)|map('string'))|length }}",
                "{{ pow(7, 10**7) }}",
                "{{ 10**5000 }}",
                "{% set n = namespace(x=3) %}{% for i in range(64) %}{% set n.x = n.x * n.x %}{% endfor %}",
                "{{ range(10**9)|join(',') }}"
            })
    void aTemplateThatRunsAwayIsStopped(String source) {
        TemplateRenderer limited = renderer.withLimits(new Limits(1 << 20, 1_000_000, 250));
        TemplateException failure =
                catchThrowableOfType(TemplateException.class, () -> limited.render("t", source, Map.of()));

        assertThat(failure).as(source).isNotNull();
        assertThat(failure.kind()).isIn("limit-exceeded", "recursion-error", "value-error");
    }

    @Test
    void limitsCanBeSetByTheHost() {
        TemplateRenderer strict = renderer.withLimits(new Limits(10, 100, 5));

        assertThat(strict.render("t", "0123456789", Map.of())).hasSize(10);
        assertThatThrownBy(() -> strict.render("t", "0123456789a", Map.of())).hasMessageContaining("too long");
        assertThatThrownBy(() -> strict.render("t", "{% for i in range(101) %}{% endfor %}", Map.of()))
                .hasMessageContaining("more than 100 steps");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.__class__ }}",
                "{{ ''.getClass() }}",
                "{{ x.class }}",
                "{{ [].getClass().forName('java.lang.Runtime') }}",
                "{{ ____int3rpr3t3r____ }}",
                "{{ {}.__class__.__mro__ }}",
                "{{ str.__subclasses__() }}",
                "{{ (1).hashCode() }}",
                "{{ range.__globals__ }}",
                "{{ '{0.__class__}'.format(1) }}",
                "{{ ''|attr('__class__') }}",
                "{{ [''].stream() }}",
                "{{ self._TemplateReference__context }}",
                "{{ cycler.__init__.__globals__ }}",
                "{% include '/etc/passwd' %}"
            })
    void nothingOfTheHostCanBeReached(String source) {
        assertThatThrownBy(() -> renderer.render("t", source, Map.of("x", "text")))
                .isInstanceOf(TemplateException.class);
    }

    static Stream<Arguments> differences() throws IOException {
        try (InputStream text = TemplateRendererTest.class.getResourceAsStream("differences.txt")) {
            List<String> lines = new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return IntStream.range(0, lines.size() / 2)
                    .mapToObj(i ->
                            Arguments.of(lines.get(2 * i), lines.get(2 * i + 1).substring(1)));
        }
    }

    /** Where template engines for Java differ from Jinja2; what it says was taken from it. */
    @ParameterizedTest
    @MethodSource("differences")
    void whereOthersDifferThisSaysWhatJinja2Says(String template, String expected) {
        Map<String, String> others =
                Map.of("loop", "{{ loop.index }}", "global", "{% macro m() %}{{ g }}{% endmacro %}");
        String said;
        try {
            said = renderer.render("t", template, Map.of(), others);
        } catch (TemplateException e) {
            said = "refused: " + e.pythonType() + ": " + e.problem();
        }

        assertThat(said).isEqualTo(expected);
    }

    @Test
    void manyThreadsRenderOneTemplateAtOnce() throws Exception {
        String source =
                "{% macro m(a) %}<{{ a }}>{% endmacro %}{% for i in range(50) %}{{ m(x) }}{{ loop.index }}{% endfor %}";
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> tasks = IntStream.range(0, 200)
                    .<Callable<Boolean>>mapToObj(i -> () -> renderer.render("t", source, Map.of("x", i))
                            .equals(IntStream.rangeClosed(1, 50)
                                    .mapToObj(n -> "<" + i + ">" + n)
                                    .reduce("", String::concat)))
                    .toList();
            for (var result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
