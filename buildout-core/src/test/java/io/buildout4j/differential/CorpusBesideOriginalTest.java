package io.buildout4j.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.Buildout;
import io.buildout4j.ProfileRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Profiles of SlapOS, each as a root, beside the real zc.buildout: values as merged, values as resolved, and what fails.
 * {@code -Dcorpus.step=1} compares all of them, otherwise each tenth; {@code -Dcorpus.seconds} is the patience with one.
 */
@Tag("slow")
class CorpusBesideOriginalTest {

    private static final String TOO_SLOW = "too slow";

    private static final int STEP = Integer.getInteger("corpus.step", 10);
    /** {@code +=} and {@code -=} are where 2.13.2 is known to differ; its successors are compared with all of it. */
    private static final String OPERATORS = "same but for what is added to";

    private static final Pattern OPERATOR = Pattern.compile("^([^\\s=]+?)\\s*[+-]=");

    private static final int SECONDS = Integer.getInteger("corpus.seconds", 10);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void realProfilesMeanToUsWhatTheyMeanToTheOriginal(boolean once) throws IOException {
        String checkout = System.getenv("SLAPOS_CHECKOUT");
        assumeTrue(checkout != null, "SLAPOS_CHECKOUT does not name a checkout of SlapOS/slapos");
        assumeTrue(Peer.isThere(), "zc.buildout is not installed");
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(checkout))) {
            files = all.filter(file -> file.toString().endsWith(".cfg") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
        Buildout engine = Buildout.builder().withoutUserDefaults().build();
        Set<String> added = addedTo(files);
        Map<String, List<Path>> verdicts = new TreeMap<>();
        try (Peer peer = Peer.start()) {
            for (int i = 0; i < files.size(); i += STEP) {
                Path file = files.get(i);
                ProfileRequest request = ProfileRequest.of(file);
                Outcome ours = Outcome.of(engine, once ? request.withExtendsOnce() : request, true);
                Outcome original = Outcome.of(peer.askOfCorpus(file, once, SECONDS));
                verdicts.computeIfAbsent(verdict(ours, original, added), verdict -> new ArrayList<>())
                        .add(file);
            }
        }
        Map<String, Integer> counts = new TreeMap<>();
        verdicts.forEach((verdict, which) -> counts.put(verdict, which.size()));
        verdicts.keySet().removeAll(List.of("same", "same error", TOO_SLOW, OPERATORS));
        assertThat(verdicts).as(counts.toString()).isEmpty();
        assertThat(counts.getOrDefault(TOO_SLOW, 0)).as(counts.toString()).isLessThan(files.size() / STEP / 10 + 1);
        System.getLogger("corpus").log(System.Logger.Level.INFO, counts.toString());
    }

    /** The names of all options that some file adds to or removes from. */
    private static Set<String> addedTo(List<Path> files) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                Matcher operator = OPERATOR.matcher(line);
                if (operator.find()) {
                    names.add(operator.group(1));
                }
            }
        }
        return names;
    }

    /** @param added the options that 2.13.2 may take for something else, wherever they stand */
    private static String verdict(Outcome ours, Outcome original, Set<String> added) {
        if (original.error().startsWith("Timeout") || original.error().startsWith("RecursionError")) {
            return TOO_SLOW;
        }
        if (!ours.error().equals(original.error())) {
            return "error '" + ours.error() + "' where the original has '" + original.error() + "'";
        }
        if (!ours.error().isEmpty()) {
            return "same error";
        }
        if (ours.withoutHistories().equals(original.withoutHistories())) {
            return "same";
        }
        if (!Peer.isNewer()) {
            Set<String> names = madeOf(added, ours);
            ours = ours.without(names);
            original = original.without(names);
            if (ours.withoutHistories().equals(original.withoutHistories())) {
                return OPERATORS;
            }
        }
        if (!ours.raw().equals(original.raw())) {
            return "merged otherwise: " + difference(ours.raw(), original.raw());
        }
        return ours.errors().equals(original.errors())
                ? "resolved otherwise: " + difference(ours.sections(), original.sections())
                : "refused otherwise: " + ours.errors() + " | " + original.errors();
    }

    private static String difference(Map<String, Map<String, String>> ours, Map<String, Map<String, String>> original) {
        StringBuilder text = new StringBuilder();
        Set<String> sections = new TreeSet<>(ours.keySet());
        sections.addAll(original.keySet());
        for (String section : sections) {
            Map<String, String> here = ours.getOrDefault(section, Map.of());
            Map<String, String> there = original.getOrDefault(section, Map.of());
            Set<String> options = new TreeSet<>(here.keySet());
            options.addAll(there.keySet());
            options.removeIf(option -> Objects.equals(here.get(option), there.get(option)));
            options.forEach(option ->
                    text.append(section + ":" + option + " <" + here.get(option) + "> <" + there.get(option) + "> "));
        }
        return text.toString();
    }

    /** Some names of options, and those of all options that refer to one of these. */
    private static Set<String> madeOf(Set<String> names, Outcome outcome) {
        Set<String> found = new TreeSet<>(names);
        names.forEach(name -> found.addAll(List.of(name + " +", name + " -")));
        for (int before = 0; before < found.size(); ) {
            before = found.size();
            for (Map<String, String> section : outcome.raw().values()) {
                section.forEach((option, value) -> {
                    if (found.stream().anyMatch(name -> value.contains(":" + name + "}"))) {
                        found.add(option);
                    }
                });
            }
        }
        return found;
    }
}
