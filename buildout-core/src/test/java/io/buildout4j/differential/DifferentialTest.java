package io.buildout4j.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.Buildout;
import io.buildout4j.ProfileRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles that nobody wrote, resolved by us and by the real zc.buildout. */
class DifferentialTest {

    @TempDir
    Path directory;

    @Test
    void weAgreeWithTheOriginalOnGeneratedProfiles() throws IOException {
        compare(1, Integer.getInteger("differential.cases", 150));
    }

    @Tag("slow")
    @Test
    void weAgreeWithTheOriginalOnManyGeneratedProfiles() throws IOException {
        compare(10_000, Integer.getInteger("differential.cases", 3000));
    }

    private void compare(long firstSeed, int count) throws IOException {
        assumeTrue(Peer.isThere(), "zc.buildout is not installed");
        Buildout engine = Buildout.builder().withoutUserDefaults().build();
        int compared = 0;
        try (Peer peer = Peer.start()) {
            for (long seed = firstSeed; seed < firstSeed + count; seed++) {
                Path root = write(seed);
                Outcome original = Outcome.of(peer.ask(root, false, List.of()));
                Outcome ours = Outcome.of(engine, ProfileRequest.of(root), false);
                // Some shapes crash the original: then there is nothing to agree with.
                boolean crashed = original.error().startsWith("IndexError");
                if (crashed) {
                    continue;
                }
                if (Peer.isNewer() || !KnownDeviation.appliesTo(directory.resolve("case" + seed))) {
                    compared++;
                    // 2.13.2 folds each extended file with what that extends first, and so forgets steps of histories.
                    assertThat(Peer.isNewer() ? ours : ours.withoutHistories())
                            .as("seed " + seed + " in " + root)
                            .isEqualTo(Peer.isNewer() ? original : original.withoutHistories());
                }
            }
        }
        assertThat(compared).isGreaterThan(count / 4);
    }

    private Path write(long seed) throws IOException {
        Path base = directory.resolve("case" + seed);
        for (Map.Entry<String, String> file :
                new ProfileWriter(seed, Peer.isNewer()).files().entrySet()) {
            Path path = base.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return base.resolve(ProfileWriter.name(0));
    }
}
