package io.buildout4j.profile.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.BuildoutException;
import io.buildout4j.profile.Assignment.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of documents and edits, with the engine's parser as the judge. */
class ProfileDocumentProperties {

    @Property(tries = 300, seed = "1")
    void renderingWhatWasParsedGivesTheText(@ForAll("anything") String text) {
        ReadBack.assertLossless(text);
    }

    @Property(tries = 300, seed = "1")
    void theDocumentSaysWhatTheParserReads(@ForAll("profiles") String text) {
        ReadBack.assertAgreement(text);
    }

    @Property(tries = 500, seed = "1")
    void theDocumentFindsFaultWithTheLinesTheParserFindsFaultWith(@ForAll("anything") String text) {
        ReadBack.assertAgreement(text);
    }

    @Property(tries = 2000, seed = "1")
    void whatIsSetIsReadAndNothingElseChanges(
            @ForAll("profiles") String text,
            @ForAll("labels") String label,
            @ForAll("anyNames") String option,
            @ForAll("values") String value) {
        ProfileDocument before = sound(text);
        ProfileDocument after;
        try {
            after = before.set(label, option, value);
        } catch (BuildoutException.Editing e) {
            boolean stranded =
                    List.of("a:yes", "c:no", "d:1 < 2").contains(e.diagnostic().detail());
            assertThat(!stranded && isPlain(value) && !List.of("#", "a b", "x+").contains(option))
                    .as(e.getMessage())
                    .isFalse();
            return;
        }
        Operator operator =
                before.find(label, option).map(WrittenOption::operator).orElse(Operator.SET);
        assertThat(ReadBack.of(after, label, option, operator)).containsExactly(value);
        ReadBack.assertLoadsAsBefore(before, after);
        ReadBack.assertOnlyChanged(before, after, label, option, operator);
        assertThat(after.set(label, option, value)).isSameAs(after);
    }

    @Property(tries = 300, seed = "1")
    void theLinesOfOtherOptionsStay(
            @ForAll("profiles") String text, @ForAll("names") String option, @ForAll("plainValues") String value) {
        Assume.that(!text.contains(":"));
        ProfileDocument before = sound(text);
        Assume.that(!before.sections("a").isEmpty());
        ProfileDocument after = before.set("a", option, Operator.SET, value);
        assertThat(linesBeside(after, option)).isEqualTo(linesBeside(before, option));
        assertThat(comments(after)).isEqualTo(comments(before));
        assertThat(after.hasByteOrderMark()).isEqualTo(before.hasByteOrderMark());
        assertThat(endsWithLineEnd(after)).isEqualTo(endsWithLineEnd(before));
    }

    @Property(tries = 300, seed = "1")
    void whatIsRemovedIsGoneAndNothingElse(
            @ForAll("profiles") String text, @ForAll("labels") String label, @ForAll("names") String option) {
        ProfileDocument before = sound(text);
        ProfileDocument after;
        try {
            after = before.remove(label, option);
        } catch (BuildoutException.Editing e) {
            assertThat(e.diagnostic().detail()).matches("[acd]:.*");
            return;
        }
        assertThat(after.find(label, option)).isEmpty();
        assertThat(linesBeside(after, option)).isEqualTo(linesBeside(before, option));
        ReadBack.assertOnlyChanged(before, after, label, option);
        ReadBack.assertLoadsAsBefore(before, after);
    }

    @Property(tries = 300, seed = "1")
    void anEntryIsAddedOnceAndTakenAwayAgain(
            @ForAll("profiles") String text, @ForAll("labels") String label, @ForAll("names") String option) {
        ProfileDocument before = sound(text);
        ProfileDocument added;
        try {
            added = before.addEntry(label, option, "entry");
        } catch (BuildoutException.Editing e) {
            assertThat(e.diagnostic().detail()).matches("[acd]:.*");
            return;
        }
        WrittenOption list = Stream.of(Operator.ADD, Operator.SET)
                .flatMap(operator -> added.find(label, option, operator).stream())
                .filter(place -> place.entries().contains("entry"))
                .findFirst()
                .orElseThrow();
        assertThat(list.entries()).endsWith("entry");
        assertThat(added.addEntry(label, option, "entry")).isSameAs(added);
        ReadBack.assertOnlyChanged(before, added, label, option);

        ProfileDocument taken = added.removeEntry(label, option, "entry");
        assertThat(entries(taken, label, option)).isEqualTo(entries(before, label, option));
        ReadBack.assertOnlyChanged(before, taken, label, option);
    }

    @Property(tries = 300, seed = "1")
    void aSectionIsAddedEmptyAndTakenAwayAgain(@ForAll("profiles") String text) {
        ProfileDocument before = sound(text);
        ProfileDocument added = before.addSection("new");
        assertThat(ReadBack.everything(added)).containsEntry("new", Map.of());
        assertThat(added.text()).startsWith(before.text());
        assertThat(ReadBack.everything(added.removeSection("new"))).isEqualTo(ReadBack.everything(before));
    }

    @Property(tries = 300, seed = "1")
    void aSectionIsAddedBelowAnother(@ForAll("profiles") String text) {
        ProfileDocument before = sound(text);
        Assume.that(!before.sections("a").isEmpty());
        ProfileDocument added;
        try {
            added = before.addSectionAfter("a", "new");
        } catch (BuildoutException.Editing e) {
            assertThat(e.diagnostic().detail()).matches("[acd]:.*");
            return;
        }
        ReadBack.assertLoadsAsBefore(before, added);
        Map<String, Map<String, String>> expected = ReadBack.everything(before);
        assertThat(ReadBack.everything(added).entrySet()).containsAll(expected.entrySet());
        assertThat(names(added)).containsSubsequence("a", "new");
        assertThat(added.sections("new")).hasSize(1);
    }

    @Property(tries = 300, seed = "1")
    void aSectionIsRemovedAndNothingElse(@ForAll("profiles") String text, @ForAll("labels") String label) {
        ProfileDocument before = sound(text);
        ProfileDocument after;
        try {
            after = before.removeSection(label);
        } catch (BuildoutException.Editing e) {
            assertThat(e.diagnostic().detail()).matches("[acd]:.*");
            return;
        }
        ReadBack.assertLoadsWithAllSections(before, after);
        Map<String, Map<String, String>> expected = ReadBack.everything(before);
        expected.keySet().removeIf(name -> name.equals(label) || name.startsWith(label + ":"));
        assertThat(ReadBack.everything(after)).isEqualTo(expected);
    }

    @Property(tries = 300, seed = "1")
    void aSectionIsRenamedAndNothingElse(@ForAll("profiles") String text) {
        ProfileDocument before = sound(text);
        Assume.that(names(before).contains("a"));
        ProfileDocument after = before.renameSection("a", "new");
        Map<String, Map<String, String>> expected = ReadBack.everything(before).entrySet().stream()
                .collect(Collectors.toMap(
                        section -> section.getKey().replaceFirst("^a(?=$|:)", "new"), Map.Entry::getValue));
        assertThat(ReadBack.everything(after)).isEqualTo(expected);
        assertThat(after.lines()).hasSameSizeAs(before.lines());
    }

    private static ProfileDocument sound(String text) {
        ProfileDocument document = ProfileDocument.parse(text);
        Assume.that(document.malformed().isEmpty());
        return document;
    }

    private static boolean isPlain(String value) {
        return value.matches("[a-z0-9 ]*(\n[a-z0-9 ]+)*")
                && value.lines().allMatch(line -> !line.isBlank() && line.equals(line.strip()));
    }

    private static List<String> linesBeside(ProfileDocument document, String option) {
        List<String> lines = new ArrayList<>();
        document.lines().forEach(line -> lines.add(line instanceof Line.Comment ? null : line.content()));
        for (int i = document.sections().size() - 1; i >= 0; i--) {
            List<WrittenOption> options = document.sections().get(i).options();
            for (int j = options.size() - 1; j >= 0; j--) {
                WrittenOption place = options.get(j);
                if (place.name().equals(option)) {
                    int from = place.first().number() - 1;
                    lines.subList(from, from + place.lines().size()).clear();
                }
            }
        }
        lines.removeIf(Objects::isNull);
        return lines;
    }

    private static List<String> comments(ProfileDocument document) {
        return document.lines().stream()
                .filter(Line.Comment.class::isInstance)
                .map(Line::content)
                .toList();
    }

    private static boolean endsWithLineEnd(ProfileDocument document) {
        return document.text().endsWith("\n") || document.text().endsWith("\r");
    }

    private static List<String> names(ProfileDocument document) {
        return document.sections().stream().map(WrittenSection::label).toList();
    }

    private static List<String> entries(ProfileDocument document, String label, String option) {
        return document.sections(label).stream()
                .flatMap(section -> section.options().stream())
                .filter(place -> place.name().equals(option))
                .flatMap(place -> place.entries().stream())
                .toList();
    }

    @Provide
    Arbitrary<String> labels() {
        return Arbitraries.of("a", "b", "a:yes", "c", "d:1 < 2");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("x", "y", "x.y", "z", "<", "<part-dependencies>");
    }

    @Provide
    Arbitrary<String> anyNames() {
        return Arbitraries.oneOf(names(), Arbitraries.of("#", "a b", "x+"));
    }

    @Provide
    Arbitrary<String> plainValues() {
        return Arbitraries.of("1", "2 3", "a", "${a:x}")
                .list()
                .ofMinSize(0)
                .ofMaxSize(4)
                .map(lines -> String.join("\n", lines));
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> odd = Arbitraries.of(
                        "1", "2", "", " 1", "\t2", "  3", "# c", "[a]", "x = 1", " ", "4 ", "\r", "\0", "\ufeff",
                        "\u00a0")
                .list()
                .ofMaxSize(4)
                .map(lines -> String.join("\n", lines));
        return Arbitraries.oneOf(odd, plainValues());
    }

    /** Texts that look like profiles; few are malformed. */
    @Provide
    Arbitrary<String> profiles() {
        Arbitrary<String> lines = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        3,
                        Arbitraries.of("[a]", "[b]", "[ a ] # c", "[a:yes]", "[a: yes ]", "[c:no] ; d", "[d:1 < 2]")),
                net.jqwik.api.Tuple.of(
                        8,
                        Arbitraries.of(
                                "x = 1",
                                "x=",
                                "x =",
                                "x += 2",
                                "x+= 3",
                                "x -= 1",
                                "y =  1 ",
                                "x.y\t=1",
                                "x +=",
                                "x -=",
                                "=> b",
                                "<= a",
                                "y= 1 # 2")),
                net.jqwik.api.Tuple.of(7, Arbitraries.of("  1", "    2", "\t1", "  # 3", "  5", " 2  ", "\u00a04")),
                net.jqwik.api.Tuple.of(3, Arbitraries.of("", "", " ", "\t")),
                net.jqwik.api.Tuple.of(3, Arbitraries.of("# c", "; d", "#")));
        Arbitrary<List<String>> body = lines.list().ofMaxSize(25);
        Arbitrary<String> end = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(6, "\n"), net.jqwik.api.Tuple.of(2, "\r\n"), net.jqwik.api.Tuple.of(1, "\r"));
        return Combinators.combine(
                        Arbitraries.of("", "\ufeff", "# top\n", "\n"),
                        Arbitraries.of("[a]", "[b]", "[c]"),
                        body,
                        end,
                        Arbitraries.of(true, true, false))
                .as((top, first, rest, lineEnd, closed) -> {
                    List<String> all = new ArrayList<>(List.of(first));
                    all.addAll(rest);
                    return top + String.join(lineEnd, all) + (closed ? lineEnd : "");
                });
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.of(
                        "[", "]", "[a]", "[b:yes]", ":", "=", "+=", "-", "\n", "\n", "\r", "\r\n", "x", "x = 1", " ",
                        "\t", "#", ";", "{", "\ufeff", "\0", "\u00a0", "<=", "=>", "\ud83d", "\ude00", "\u2028", "\f",
                        "\\x23")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }
}
