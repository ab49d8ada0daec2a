package io.buildout4j.engine.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.BuildoutException;
import io.buildout4j.engine.state.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever is changed in whatever order, what is on disk is what a fresh install of the last profile makes. */
class InstallProperties {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

    /**
     * A part as a profile has it.
     *
     * @param text what it holds
     * @param output where, or empty for a directory of its own
     * @param refersTo the place of an earlier part it refers to, or -1
     * @param fails whether installing it fails
     */
    record Piece(String text, String output, int refersTo, boolean fails) {}

    @Provide
    Arbitrary<List<Map<String, Piece>>> histories() {
        Arbitrary<Piece> piece = Combinators.combine(
                        Arbitraries.of("one", "two"),
                        Arbitraries.of("", "", "bin/x", "bin/y", "bin/z"),
                        Arbitraries.integers().between(-1, 4),
                        Arbitraries.frequency(net.jqwik.api.Tuple.of(9, false), net.jqwik.api.Tuple.of(1, true)))
                .as(Piece::new);
        Arbitrary<Map<String, Piece>> profile =
                Arbitraries.maps(Arbitraries.of(NAMES), piece).ofMinSize(0).ofMaxSize(5);
        return profile.list().ofMinSize(1).ofMaxSize(6);
    }

    private static String text(Map<String, Piece> pieces, boolean failures) {
        List<String> names = new ArrayList<>(new TreeMap<>(pieces).keySet());
        StringBuilder text = new StringBuilder("[buildout]\nparts = " + String.join(" ", names) + "\n");
        for (int i = 0; i < names.size(); i++) {
            Piece piece = pieces.get(names.get(i));
            text.append('[')
                    .append(names.get(i))
                    .append("]\nrecipe = file\ntext = ")
                    .append(piece.text());
            if (piece.refersTo() >= 0 && piece.refersTo() < i) {
                text.append(" ${").append(names.get(piece.refersTo())).append(":text}");
            }
            text.append('\n');
            if (!piece.output().isEmpty()) {
                // Two parts that own one file are a mistake that no order makes good.
                text.append("output = ")
                        .append(piece.output())
                        .append('-')
                        .append(names.get(i))
                        .append('\n');
            }
            if (piece.fails() && failures) {
                text.append("fail = by chance\n");
            }
        }
        return text.toString();
    }

    @Property(tries = 20, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    void aHistoryOfProfilesEndsWhereAFreshInstallOfTheLastBegins(@ForAll("histories") List<Map<String, Piece>> history)
            throws IOException {
        Path root = Files.createTempDirectory("history");
        try {
            Path directory = Files.createDirectories(root.resolve("site"));
            Files.createDirectories(directory.resolve("bin"));
            Files.writeString(directory.resolve("bin/mine"), "mine");
            for (Map<String, Piece> profile : history) {
                Site site = new Site(directory).profile(text(profile, true));
                Map<String, String> before = site.tree();
                boolean fails = profile.values().stream().anyMatch(Piece::fails);
                try {
                    site.install();
                } catch (BuildoutException e) {
                    assertThat(fails).isTrue();
                    // A second attempt fails alike and finds nothing left over by the first.
                    Map<String, String> after = site.tree();
                    try {
                        site.install();
                    } catch (BuildoutException again) {
                        assertThat(site.tree()).isEqualTo(after);
                    }
                    assertThat(after).containsEntry("bin/mine", "mine");
                    assertThat(before).containsEntry("bin/mine", "mine");
                }
            }
            Map<String, Piece> last = history.get(history.size() - 1);
            Site site = new Site(directory).profile(text(last, false));
            site.install();
            Map<String, String> gone = site.tree();
            Disk.delete(directory);
            Files.createDirectories(directory.resolve("bin"));
            Files.writeString(directory.resolve("bin/mine"), "mine");
            new Site(directory).profile(text(last, false)).install();

            Map<String, String> fresh = new Site(directory).tree();
            assertThat(withoutRecord(gone)).isEqualTo(withoutRecord(fresh));
        } finally {
            Disk.delete(root);
        }
    }

    /** The order of the record, and the stamps in it, tell of the past. */
    private static Map<String, String> withoutRecord(Map<String, String> tree) {
        Map<String, String> rest = new TreeMap<>(tree);
        String record = rest.remove(".installed.cfg");
        if (record != null) {
            rest.put(
                    "sections",
                    String.valueOf(record.lines()
                            .filter(l -> l.startsWith("["))
                            .sorted()
                            .toList()));
        }
        return rest;
    }
}
