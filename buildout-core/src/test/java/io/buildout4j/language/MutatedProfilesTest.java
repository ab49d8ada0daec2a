package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Profiles with some of their lines lost, doubled, swapped, exchanged with those of others or damaged: whatever comes of
 * it, nothing but the library's own exception is thrown, and soon. They are the profiles of the other tests, or with
 * {@code SLAPOS_CHECKOUT} those of SlapOS. {@code -Dmutations=100000} and {@code -Dmutations.seed} make a long run of it.
 */
@Timeout(300)
class MutatedProfilesTest {

    private static final int ROUNDS = Integer.getInteger("mutations", 400);
    private static final long SEED = Long.getLong("mutations.seed", 1);
    private static final String[] PIECES = {
        "${",
        "}",
        ":",
        "<= ",
        "=> ",
        "+=",
        "-=",
        "=",
        "[",
        "]",
        "$$",
        "${:_buildout_section_name_}",
        "${buildout:directory}",
        "\t",
        " ",
        "\u0000",
        "\u00e9",
        "#",
        ";",
        "extends",
        "root.cfg",
        "parts",
        "recipe",
        "python3",
        "(",
        "not ",
        "\r"
    };

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);

    @Test
    void mutatedProfilesAreLoadedOrRefused() throws IOException {
        List<List<String>> texts = texts();
        assertThat(texts).hasSizeGreaterThan(100);
        Path root = directory.resolve("root.cfg");
        int loaded = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Files.writeString(root, String.join("\n", mutated(texts)));
            try {
                // No name that a mutation makes may lead to the network.
                Profile profile = Profiles.ENGINE.load(root, Map.of("offline", "true"));
                loaded++;
                assertThat(profile.annotate().terse(List.of())).isNotEmpty();
                assertThat(profile.check()).extracting(Diagnostic::line).doesNotContain("");
                assertThat(Profiles.ENGINE.resolveWithPlaceholders(profile).sections())
                        .isNotEmpty();
            } catch (BuildoutException e) {
                assertThat(e.diagnostic().line()).isNotEmpty();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("round " + round + " of seed " + SEED + ":\n" + Files.readString(root), e);
            }
        }
        assertThat(loaded).as("profiles that could be loaded").isGreaterThan(ROUNDS / 20);
    }

    private static List<List<String>> texts() throws IOException {
        String checkout = System.getenv("SLAPOS_CHECKOUT");
        Path profiles = Path.of(checkout == null ? "src/test/resources/profiles" : checkout);
        List<Path> files;
        try (Stream<Path> all = Files.walk(profiles)) {
            files = all.filter(file -> file.toString().endsWith(".cfg") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
        List<List<String>> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(List.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\n", -1)));
        }
        return texts;
    }

    private List<String> mutated(List<List<String>> texts) {
        List<String> lines = new ArrayList<>(any(texts));
        // What other files would bring is mostly not there: the extending itself is then the first to fail.
        if (random.nextInt(4) > 0) {
            lines.removeIf(line -> line.startsWith("extends"));
        }
        for (int i = 1 + random.nextInt(8); i > 0 && !lines.isEmpty(); i--) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(6)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> lines.set(at, lines.set(random.nextInt(lines.size()), lines.get(at)));
                case 3 -> lines.addAll(at, any(texts));
                case 4 -> lines.set(at, damaged(lines.get(at)));
                default -> lines.set(at, lines.get(at).repeat(1 + random.nextInt(40)));
            }
        }
        return lines;
    }

    private String damaged(String line) {
        int from = random.nextInt(line.length() + 1);
        int to = Math.min(line.length(), from + random.nextInt(4));
        return line.substring(0, from) + PIECES[random.nextInt(PIECES.length)] + line.substring(to);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
