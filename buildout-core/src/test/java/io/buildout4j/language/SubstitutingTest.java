package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What references mean. */
class SubstitutingTest {

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("references")
    void referencesMeanWhatTheyMeanToTheOriginal(String value, Object expected) {
        Object outcome = new Profiles(directory)
                .section(
                        "a", "[a]\nv = " + value + "\n[b]\ny = 1\nz = ${:y}2\ne =\nloop = ${a:v}\nopen = ${\n o = b\n");
        assertThat(outcome instanceof Map<?, ?> map ? map.get("v") : outcome).isEqualTo(expected);
    }

    static Stream<Arguments> references() {
        return Stream.of(
                Arguments.of("${b:y}", "1"),
                Arguments.of("${b:z}-${b:e}", "12-"),
                Arguments.of("$${b:y}", "$${b:y}"),
                Arguments.of("$$${b:y}", "$$1"),
                Arguments.of("${b:y", "${b:y"),
                Arguments.of("${b:_buildout_section_name_}", "a"),
                Arguments.of("%(x)s", "%(x)s"),
                Arguments.of("${b:nope}", "missing-option b:nope"),
                Arguments.of("${nope:y}", "missing-section nope"),
                Arguments.of("${b: y}", "missing-option b: y"),
                Arguments.of("${:v}", "circular-reference a:v"),
                Arguments.of("${b:loop}", "circular-reference b:loop"),
                Arguments.of("${x}", "substitution-no-colon ${x}"),
                Arguments.of("${a:b:c}", "substitution-too-many-colons ${a:b:c}"),
                Arguments.of("${a/:b}", "substitution-bad-section ${a/:b}"),
                Arguments.of("${:b/c}", "substitution-bad-section ${:b/c}"),
                Arguments.of("${b:}", "substitution-bad-option ${b:}"));
    }

    @Test
    void aProblemTellsItsPlaceItsHintAndItsTrail() {
        String text = "[web]\nport = 80\n[proxy]\nurl = ${web:prot}\n[top]\nx = ${proxy:url}\n";
        assertThatThrownBy(() -> new Profiles(directory).load(text).resolve().section("top"))
                .hasMessage("root.cfg:4:1: no option 'prot' in section [web] (did you mean 'port'?)\n"
                        + "  while substituting ${web:prot} for [proxy] url (root.cfg:4:1)\n"
                        + "  while substituting ${proxy:url} for [top] x (root.cfg:6:1)");
    }

    @Test
    void doublingIsStoppedAtALimitThatNamesTheOption() {
        StringBuilder text = new StringBuilder("[a]\nv0 = 0123456789\n");
        for (int i = 1; i <= 60; i++) {
            text.append("v%d = ${:v%d}${:v%d}\n".formatted(i, i - 1, i - 1));
        }
        assertThat(new Profiles(directory).section("a", text.toString()).toString())
                .startsWith("expansion-limit a:v");
    }

    @Test
    void theOrderInWhichSectionsAreLookedUpDoesNotMatter() {
        String text = "[a]\nq = ${nope:x}\nx = ${b:y}\n[b]\ny = 1\nz = ${a:w}\n[c]\nx = 1\n";
        for (String first : new String[] {"a", "b", "c"}) {
            var resolved = new Profiles(directory).load(text).resolve();
            resolved.problem(first);
            assertThat(resolved.problem("a")).isPresent();
            assertThat(resolved.problem("b")).isPresent();
            assertThat(resolved.problem("c")).isEmpty();
        }
    }
}
