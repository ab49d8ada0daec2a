package io.buildout4j.recipes.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.opentest4j.TestAbortedException;

class JinjaExpressionProperties {

    private static final Map<String, Object> CONTEXT = Map.of(
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
            1L << 40);

    private static Optional<JinjaPeer> peer = Optional.empty();

    /** Without Jinja2 there is nothing to compare with; {@link JinjaDifferentialTest} skips then and says so. */
    @BeforeContainer
    static void startPeer() {
        try {
            peer = Optional.of(JinjaPeer.start());
        } catch (TestAbortedException e) {
            peer = Optional.empty();
        }
    }

    @AfterContainer
    static void stopPeer() {
        peer.ifPresent(JinjaPeer::close);
    }

    @Provide
    Arbitrary<String> expressions() {
        return expression(3);
    }

    private Arbitrary<String> expression(int depth) {
        Arbitrary<String> atom = Arbitraries.of(
                "n", "f", "s", "l", "d", "t", "big", "none", "u", "0", "1", "-3", "2.0", "1e3", "''", "'x'", "'é\\n'",
                "[]", "{}", "()", "(1,)", "true", "d.k", "l[0]", "s[1:]", "l[::-1]", "'%s'", "10", "'12'");
        if (depth == 0) {
            return atom;
        }
        Arbitrary<String> inner = expression(depth - 1);
        Arbitrary<String> binary = Combinators.combine(
                        inner,
                        Arbitraries.of(
                                "+", "-", "*", "/", "//", "%", "~", "==", "!=", "<", "<=", ">", "and", "or", "in",
                                "not in"),
                        inner)
                .as((a, operator, b) -> "(" + a + " " + operator + " " + b + ")");
        Arbitrary<String> filtered = Combinators.combine(
                        inner,
                        Arbitraries.of(
                                "length",
                                "list",
                                "string",
                                "int",
                                "float",
                                "upper",
                                "join(',')",
                                "sort",
                                "first",
                                "last",
                                "reverse|list",
                                "tojson",
                                "default('z')",
                                "default('z', true)",
                                "abs",
                                "round(1)",
                                "sum",
                                "unique|list",
                                "map('string')|list",
                                "select|list",
                                "batch(2)|list",
                                "dictsort",
                                "title",
                                "trim",
                                "replace('a', 'b')",
                                "indent",
                                "e",
                                "max",
                                "min",
                                "center(9)",
                                "wordcount",
                                "urlencode",
                                "items|list",
                                "capitalize",
                                "truncate(3, true, '')",
                                "filesizeformat"))
                .as((a, filter) -> "(" + a + "|" + filter + ")");
        Arbitrary<String> tested = Combinators.combine(
                        inner,
                        Arbitraries.of(
                                "defined",
                                "none",
                                "number",
                                "string",
                                "mapping",
                                "sequence",
                                "iterable",
                                "odd",
                                "even",
                                "true",
                                "divisibleby(3)",
                                "lower",
                                "upper",
                                "in([1, 'x'])",
                                "eq(7)",
                                "gt(1)",
                                "integer",
                                "float",
                                "callable",
                                "boolean"))
                .as((a, test) -> "(" + a + " is " + test + ")");
        Arbitrary<String> called = Combinators.combine(
                        inner,
                        Arbitraries.of(
                                ".split()",
                                ".upper()",
                                ".get('k')",
                                ".items()",
                                ".strip('a')",
                                ".index(1)",
                                ".count('a')",
                                ".k",
                                "[0]",
                                "['k']",
                                "[-1]",
                                "[:2]",
                                ".startswith('a')",
                                ".join(['p', 'q'])",
                                ".keys()|list",
                                ".replace('a', 'z')",
                                ".zfill(5)",
                                ".partition(' ')",
                                ".format(1, 2)"))
                .as((a, call) -> a + call);
        Arbitrary<String> others = Combinators.combine(inner, inner, inner)
                .as((a, b, c) -> Arrays.asList(
                        "[" + a + ", " + b + "]",
                        "{" + a + ": " + b + "}",
                        "(" + a + " if " + b + " else " + c + ")",
                        "(not " + a + ")",
                        "(-" + b + ")",
                        "(" + a + ", " + c + ")",
                        "(" + a + " < " + b + " < " + c + ")"))
                .flatMap(Arbitraries::of);
        return Arbitraries.oneOf(atom, binary, binary, filtered, tested, called, others);
    }

    @Property(tries = 400)
    void anExpressionMeansWhatItMeansToJinja2(@ForAll("expressions") String expression) {
        peer.ifPresent(jinja2 -> compare(jinja2, expression));
    }

    private static void compare(JinjaPeer peer, String expression) {
        String template = "{{ " + expression + " }}";
        JinjaPeer.Outcome theirs = peer.theirs(template, CONTEXT, Map.of(), false);
        JinjaPeer.Outcome ours = peer.ours(template, CONTEXT, Map.of());

        // Some values are printed with the address they have in memory.
        if (theirs.text().filter(text -> text.contains(" at 0x")).isEmpty()) {
            assertThat(ours.text()).as("Jinja2 %s, ours %s", theirs, ours).isEqualTo(theirs.text());
        }
    }
}
