package io.buildout4j.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.language.GoldenProfile;
import io.buildout4j.profile.Annotation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The golden profiles again: what is written beside them is what the real zc.buildout makes of them. */
@TestInstance(Lifecycle.PER_CLASS)
class GoldenBesideOriginalTest {

    private Peer peer;

    @BeforeAll
    void start() throws IOException {
        assumeTrue(Peer.isThere(), "zc.buildout is not installed");
        peer = Peer.start();
    }

    @AfterAll
    void stop() throws IOException {
        if (peer != null) {
            peer.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> theOriginalReadsGoldenProfilesAsWeDo() throws IOException {
        return GoldenProfile.all().stream()
                .filter(profile -> profile.isAsTheOriginal(Peer.isNewer()))
                .map(profile -> DynamicTest.dynamicTest(profile.name(), () -> compare(profile)));
    }

    @TestFactory
    Stream<DynamicTest> theOriginalExplainsGoldenProfilesInTheSameWords() throws IOException {
        return GoldenProfile.all().stream()
                .filter(profile -> profile.isExplainedAsByTheOriginal(Peer.isNewer()))
                .map(profile -> DynamicTest.dynamicTest(profile.name(), () -> compareAnnotations(profile)));
    }

    private void compareAnnotations(GoldenProfile profile) throws IOException {
        Map<String, Object> original = peer.ask(profile.input(), false, split(profile), profile.defaults());
        if (original.containsKey("error")) {
            return;
        }
        Annotation ours = profile.engine().load(profile.request()).annotate();
        assertThat(comparable(ours.terse(List.of())))
                .as(profile.name())
                .isEqualTo(comparable(String.valueOf(original.get("annotate"))));
        assertThat(comparable(ours.verbose(List.of())))
                .as(profile.name())
                .isEqualTo(comparable(String.valueOf(original.get("annotate-v"))));
    }

    /** Newer ones have other defaults; those of 2.13.2 are compared with the rest. */
    private static String comparable(String annotated) {
        return Peer.isNewer()
                ? annotated.replaceAll("(?s)\\n\\[(buildout|versions)\\]\\n.*?(?=\\n\\[[^\\]]|\\z)", "")
                : annotated;
    }

    private void compare(GoldenProfile profile) throws IOException {
        Outcome original = Outcome.of(peer.ask(profile.input(), false, split(profile), profile.defaults()));
        Outcome ours = Outcome.of(profile.engine(), profile.request(), false);
        assertThat(Peer.isNewer() ? ours : ours.withoutHistories())
                .as(profile.name())
                .isEqualTo(Peer.isNewer() ? original : original.withoutHistories());
    }

    /** As the original's command line takes assignments apart. */
    private static List<List<String>> split(GoldenProfile profile) throws IOException {
        List<List<String>> result = new ArrayList<>();
        for (Map.Entry<String, String> assignment : profile.assignments()) {
            String name = assignment.getKey();
            int colon = name.indexOf(':');
            result.add(List.of(
                    colon < 0 ? "buildout" : name.substring(0, colon).strip(),
                    name.substring(colon + 1).strip(),
                    assignment.getValue().strip()));
        }
        return result;
    }
}
