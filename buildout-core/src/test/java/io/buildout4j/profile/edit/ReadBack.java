package io.buildout4j.profile.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.engine.condition.Condition;
import io.buildout4j.engine.merge.Names;
import io.buildout4j.engine.parse.ParsedFile;
import io.buildout4j.engine.parse.ParsedSection;
import io.buildout4j.engine.parse.ProfileParser;
import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Assignment.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the engine's parser reads in a text. */
final class ReadBack {

    private static final List<Condition> CONDITIONS =
            List.of(c -> true, c -> false, c -> c.contains("yes"), c -> !c.contains("yes"));

    private ReadBack() {}

    private static ParsedFile parse(String text, Condition condition) {
        return ProfileParser.parse(text.startsWith("\ufeff") ? text.substring(1) : text, "x.cfg", condition);
    }

    /** The values by section label and name with operator: each label is read with the others cut out. */
    static Map<String, Map<String, String>> everything(ProfileDocument document) {
        Map<String, Map<String, String>> result = new TreeMap<>();
        for (WrittenSection section : document.sections()) {
            String alone = document.sections(section.label()).stream()
                    .flatMap(place -> place.lines().stream())
                    .map(line -> line.content() + "\n")
                    .collect(Collectors.joining());
            result.put(
                    section.label(),
                    values(parse(alone, condition -> true).sections().get(section.name())));
        }
        return result;
    }

    /** The values that an option has with an operator. */
    static List<String> of(ProfileDocument document, String label, String option, Operator operator) {
        return everything(document).getOrDefault(label, Map.of()).entrySet().stream()
                .filter(o ->
                        operator(o.getKey()) == operator && target(o.getKey()).equals(option))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Wherever the file could be loaded it still can. */
    static void assertLoadsAsBefore(ProfileDocument before, ProfileDocument after) {
        assertLoadsAsBefore(before, after, CONDITIONS);
    }

    /**
     * Where all sections are read, the file can still be loaded. Elsewhere a section that went may be missed: the lines of
     * one that is not read count as lines of the last that is, as in zc.buildout, and there must be one.
     */
    static void assertLoadsWithAllSections(ProfileDocument before, ProfileDocument after) {
        assertLoadsAsBefore(before, after, List.of(condition -> true));
    }

    private static void assertLoadsAsBefore(ProfileDocument before, ProfileDocument after, List<Condition> conditions) {
        for (Condition condition : conditions) {
            try {
                parse(before.text(), condition);
            } catch (BuildoutException e) {
                continue;
            }
            assertThat(parse(after.text(), condition).sections()).isNotNull();
        }
    }

    /** All that was read before is read after, under each condition, but for one option. */
    static void assertOnlyChanged(
            ProfileDocument before, ProfileDocument after, String label, String option, Operator... operators) {
        Map<String, Map<String, String>> old = everything(before);
        Map<String, Map<String, String>> now = everything(after);
        if (!old.containsKey(label)) {
            old.put(label, new LinkedHashMap<>());
            now.putIfAbsent(label, new LinkedHashMap<>());
        }
        for (Map<String, Map<String, String>> side : List.of(old, now)) {
            side.get(label)
                    .keySet()
                    .removeIf(name -> target(name).equals(option)
                            && (operators.length == 0 || List.of(operators).contains(operator(name))));
        }
        assertThat(now).isEqualTo(old);
    }

    static void assertLossless(String text) {
        ProfileDocument document = ProfileDocument.parse(text);
        assertThat(document.text()).isEqualTo(text);
        assertThat(document.tokens().map(Token::text).collect(Collectors.joining()))
                .isEqualTo(text);
        assertThat(document.lines().stream().map(Line::text).collect(Collectors.joining()))
                .isEqualTo(document.hasByteOrderMark() ? text.substring(1) : text);
        int offset = 0;
        for (Token token : document.tokens().toList()) {
            assertThat(token.offset()).isEqualTo(offset);
            offset += token.text().length();
        }
        int number = 0;
        for (Line line : document.lines()) {
            assertThat(line.number()).isEqualTo(++number);
            for (Token token : line.tokens()) {
                assertThat(token.line()).isEqualTo(number);
                assertThat(token.column()).isEqualTo(token.offset() - line.offset() + 1);
            }
        }
    }

    /** What the document says is what the parser says, whatever the conditions. */
    static void assertAgreement(String text) {
        ProfileDocument document = ProfileDocument.parse(text);
        List<Integer> faults =
                document.malformed().stream().map(Line.Malformed::number).toList();
        for (Condition condition : CONDITIONS) {
            boolean all = condition.holds("") && condition.holds("yes");
            ParsedFile read;
            try {
                read = parse(text, condition);
            } catch (BuildoutException e) {
                List<String> told = List.of(e.diagnostic().detail().split(" "));
                boolean header = e.diagnostic().kind() == Diagnostic.Kind.MISSING_SECTION_HEADER;
                if (all) {
                    // In a section that is not read the parser takes the option before it for the one that goes on.
                    assertThat(faults.subList(0, header ? 1 : faults.size()).stream()
                                    .map(String::valueOf)
                                    .toList())
                            .isEqualTo(told);
                }
                continue;
            }
            assertThat(all && !faults.isEmpty())
                    .as("malformed lines that the parser reads")
                    .isFalse();
            assertSame(document, read, condition);
        }
    }

    private static void assertSame(ProfileDocument document, ParsedFile read, Condition condition) {
        StringBuilder told = new StringBuilder();
        Map<String, Integer> firstLines = new LinkedHashMap<>();
        for (WrittenSection section : document.sections()) {
            if (section.header().condition().isEmpty()
                    || condition.holds(section.header().condition())) {
                firstLines.putIfAbsent(section.name(), section.header().number());
                told.append('[').append(section.name()).append("]\n");
                for (WrittenOption option : section.options()) {
                    option.lines().stream()
                            .filter(line -> !(line instanceof Line.Comment) && !(line instanceof Line.Malformed))
                            .forEach(line -> told.append(line.content()).append('\n'));
                    assertThat(read.sections().get(section.name()).options())
                            .satisfies(options -> assertThat(options.values().stream()
                                            .filter(o -> o.name()
                                                            .equals(option.first()
                                                                    .written())
                                                    && o.line()
                                                            == option.first().number())
                                            .filter(o -> option.operator() == Operator.SET)
                                            .map(o -> o.value()))
                                    .allSatisfy(value -> assertThat(value).isEqualTo(option.value())));
                }
            }
        }
        ParsedFile again = parse(told.toString(), c -> true);
        assertThat(List.copyOf(again.sections().keySet()))
                .isEqualTo(List.copyOf(read.sections().keySet()));
        read.sections().forEach((name, section) -> {
            assertThat(values(again.sections().get(name))).isEqualTo(values(section));
            assertThat(firstLines.get(name)).isEqualTo(section.line());
        });
    }

    private static Map<String, String> values(ParsedSection section) {
        Map<String, String> values = new LinkedHashMap<>();
        // Blank lines behind an addition that is written twice reach its value, and are nobody's text.
        section.options().forEach((name, option) -> values.put(name, Blanks.stripEnd(option.value())));
        return values;
    }

    private static Operator operator(String written) {
        return !Names.hasOperator(written) ? Operator.SET : written.endsWith("+") ? Operator.ADD : Operator.REMOVE;
    }

    private static String target(String written) {
        return Names.hasOperator(written) ? Names.stripped(written, written.charAt(written.length() - 1)) : written;
    }
}
