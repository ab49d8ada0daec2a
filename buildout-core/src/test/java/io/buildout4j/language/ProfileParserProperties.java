package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.BuildoutException;
import io.buildout4j.World;
import io.buildout4j.engine.condition.Conditions;
import io.buildout4j.engine.parse.ProfileParser;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Laws of reading. */
class ProfileParserProperties {

    private static final byte[] WHOLE =
            ("[buildout]\nparts = web\n  proxy\nbin-directory = bin\n[base]\nport = 80\nurl = http://${:host}:${:port}/é\n"
                            + "[web:python3 and sys.version_info[0] > 2]\n<= base\n   more\nrecipe = r\nhost = $${x}${buildout:directory}\n"
                            + "[more]\nlines =\n    one\n      two\n# comment\n    ${web:_buildout_section_name_}\nlines += three\nlines -= one\n"
                            + "=> web\n[proxy]\nto = ${web:url} ${base:port}\n")
                    .getBytes(StandardCharsets.UTF_8);

    private static final Conditions CONDITIONS = new Conditions(World.here());

    @Property(tries = 2000, seed = "1")
    void noTextMakesTheParserThrowAnythingButItsOwn(@ForAll("texts") String text) {
        try {
            assertThat(ProfileParser.parse(text, "x.cfg", CONDITIONS).sections())
                    .isNotNull();
        } catch (BuildoutException e) {
            assertThat(e.diagnostic().origin()).isPresent();
        }
    }

    @Property(tries = 300, seed = "1")
    void noBytesMakeTheLoaderThrowAnythingButItsOwn(@ForAll("mutations") byte[] bytes) throws IOException {
        Path directory = Files.createTempDirectory("profile");
        Path file = Files.write(directory.resolve("root.cfg"), bytes);
        try {
            Profile profile = Profiles.ENGINE.load(file);
            profile.check().forEach(problem -> assertThat(problem.text()).isNotEmpty());
            assertThat(profile.annotate().verbose(List.of())).isNotEmpty();
        } catch (BuildoutException e) {
            assertThat(e.diagnostic().problem()).isNotEmpty();
        } finally {
            Files.delete(file);
            Files.delete(directory);
        }
    }

    /** A profile with everything in it, some of its bytes replaced, removed or doubled. */
    @Provide
    Arbitrary<byte[]> mutations() {
        Arbitrary<Integer> position = Arbitraries.integers().between(0, WHOLE.length - 1);
        Arbitrary<Byte> replacement = Arbitraries.oneOf(
                Arbitraries.chars().with("[]{}:=+-<>$#;\n\t ".toCharArray()).map(sign -> (byte) sign.charValue()),
                Arbitraries.bytes());
        return Combinators.combine(position, replacement, Arbitraries.integers().between(0, 2))
                .as(Mutation::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(ProfileParserProperties::mutated);
    }

    private record Mutation(int position, byte replacement, int kind) {}

    private static byte[] mutated(List<Mutation> mutations) {
        Map<Integer, Mutation> at = new HashMap<>();
        mutations.forEach(mutation -> at.put(mutation.position(), mutation));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < WHOLE.length; i++) {
            Mutation mutation = at.get(i);
            if (mutation == null || mutation.kind() == 2) {
                out.write(WHOLE[i]);
            }
            if (mutation != null && mutation.kind() > 0) {
                out.write(mutation.replacement());
            }
        }
        return out.toByteArray();
    }

    /** However sections are looked up, each is what it is when it is looked up first. */
    @Property(tries = 300, seed = "1")
    void resolutionDoesNotDependOnTheOrderOfLookingUp(@ForAll("profiles") String text, @ForAll Random random)
            throws IOException {
        Path directory = Files.createTempDirectory("profile");
        Path file = Files.writeString(directory.resolve("root.cfg"), text);
        try {
            Profile profile = Profiles.ENGINE.load(file);
            List<String> names = new ArrayList<>(profile.sections().keySet());
            Map<String, String> alone = new TreeMap<>();
            names.forEach(name -> alone.put(name, outcome(profile.resolve(), name)));
            Collections.shuffle(names, random);
            ResolvedProfile together = profile.resolve();
            Map<String, String> shuffled = new TreeMap<>();
            names.forEach(name -> shuffled.put(name, outcome(together, name)));
            assertThat(shuffled).isEqualTo(alone);
        } finally {
            Files.delete(file);
            Files.delete(directory);
        }
    }

    private static String outcome(ResolvedProfile resolved, String section) {
        return resolved.problem(section)
                .map(problem -> problem.diagnostic().kind().word())
                .orElseGet(() -> resolved.section(section).toString());
    }

    /** Few sections that refer to each other in every way, loops and missing ones among them. */
    @Provide
    Arbitrary<String> profiles() {
        Arbitrary<String> section = Arbitraries.of("a", "b", "c", "d");
        Arbitrary<String> option = Arbitraries.of("x", "y", "z");
        Arbitrary<String> reference = Combinators.combine(Arbitraries.of("a", "b", "c", "d", "", "nope"), option)
                .as((s, o) -> "${" + s + ":" + o + "}");
        Arbitrary<String> value = Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of("1", "2", "$$", "${", "b:x}")), Tuple.of(2, reference))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("", parts));
        Arbitrary<String> line = Arbitraries.frequencyOf(
                Tuple.of(6, Combinators.combine(option, value).as((o, v) -> o + " = " + v + "\n")),
                Tuple.of(1, Combinators.combine(option, value).as((o, v) -> o + " += " + v + "\n")),
                Tuple.of(1, section.map(s -> "<= " + s + "\n")));
        return Combinators.combine(section, line.list().ofMaxSize(4))
                .as((s, lines) -> "[" + s + "]\n" + String.join("", lines))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(sections -> String.join("", sections));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "[",
                        "]",
                        "a",
                        ":",
                        "=",
                        "+",
                        "-",
                        "\n",
                        "\n[a]\n",
                        "\n[b:",
                        "x = 1\n",
                        " ",
                        "\t",
                        "#",
                        ";",
                        "{",
                        "}",
                        "$",
                        "\r",
                        "\u00a0",
                        "<=",
                        "=>",
                        "'",
                        "(",
                        ")",
                        "not ",
                        "python3",
                        " in ",
                        "1",
                        ",",
                        ".",
                        "sys",
                        "\\x23",
                        "\ud83d\ude00")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }
}
