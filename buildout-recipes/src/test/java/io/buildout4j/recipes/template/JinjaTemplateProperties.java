package io.buildout4j.recipes.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.opentest4j.TestAbortedException;

/** Templates by the grammar of {@code jinja-grammar.txt}: what we print is what Jinja2 prints, or both refuse. */
class JinjaTemplateProperties {

    private static final TemplateGrammar GRAMMAR = new TemplateGrammar();

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
        return Arbitraries.randomValue(random -> GRAMMAR.sample("expression", random, 2));
    }

    @Provide
    Arbitrary<TemplateGrammar.Sample> templates() {
        return Arbitraries.randomValue(random -> GRAMMAR.template(random, 3));
    }

    // The seeds are fixed, so that no build fails by chance; who hunts for differences changes them and the tries.

    @Property(tries = 300, seed = "3", shrinking = ShrinkingMode.OFF)
    void anExpressionMeansWhatItMeansToJinja2(@ForAll("expressions") String expression) {
        compare(expression(expression));
    }

    @Property(tries = 300, seed = "1", shrinking = ShrinkingMode.OFF)
    void aTemplateMeansWhatItMeansToJinja2(@ForAll("templates") TemplateGrammar.Sample sample) {
        compare(sample);
    }

    @Property(tries = 8000, seed = "2", shrinking = ShrinkingMode.OFF)
    @Tag("slow")
    void manyExpressionsMeanWhatTheyMeanToJinja2(@ForAll("expressions") String expression) {
        compare(expression(expression));
    }

    @Property(tries = 4000, seed = "2", shrinking = ShrinkingMode.OFF)
    @Tag("slow")
    void manyTemplatesMeanWhatTheyMeanToJinja2(@ForAll("templates") TemplateGrammar.Sample sample) {
        compare(sample);
    }

    private static TemplateGrammar.Sample expression(String expression) {
        return new TemplateGrammar.Sample("{{ " + expression + " }}", Map.of(), TemplateGrammar.CONTEXT);
    }

    private static void compare(TemplateGrammar.Sample sample) {
        if (peer.isEmpty()) {
            return;
        }
        JinjaPeer.Outcome theirs = peer.get().theirs(sample.template(), sample.context(), sample.others(), false);
        JinjaPeer.Outcome ours = peer.get().ours(sample.template(), sample.context(), sample.others());
        if (comparable(theirs) && !known(sample, theirs)) {
            assertThat(ours.text())
                    .as("%s: Jinja2 %s, ours %s", sample, theirs, ours)
                    .isEqualTo(theirs.text());
        }
    }

    /** Some values are printed with their address or by names of Python's classes; some work is never finished. */
    private static boolean comparable(JinjaPeer.Outcome theirs) {
        return !theirs.error().matches("(?s)(TimeoutError|MemoryError|RecursionError|AssertionError).*")
                && !theirs.error().matches("(?s)NameError: name '(inf|nan)'.*")
                && theirs.text()
                        .filter(text -> text.matches("(?is).*( at 0x|<class|jinja2\\.).*"))
                        .isEmpty();
    }

    /**
     * Where Jinja2 refuses what we render: a name of the context is undefined inside a nested block for it if the
     * surroundings assign that name later, and a recursive loop that goes on with the next turn gives no text.
     */
    private static boolean known(TemplateGrammar.Sample sample, JinjaPeer.Outcome theirs) {
        return theirs.error().contains("expected str instance, generator found")
                || sample.context().keySet().stream()
                        .anyMatch(name -> theirs.error().contains("'" + name + "' is undefined")
                                && sample.template().matches("(?s).*\\bset\\b[^%]*\\b" + name + "\\b.*"));
    }
}
