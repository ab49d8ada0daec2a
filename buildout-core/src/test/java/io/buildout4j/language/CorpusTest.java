package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.ProfileRequest;
import io.buildout4j.profile.ResolvedProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All profiles of SlapOS, each as a root. */
@Tag("slow")
class CorpusTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void realProfilesResolveUnderBothRulesForRepeatedExtends(boolean once) throws IOException {
        String checkout = System.getenv("SLAPOS_CHECKOUT");
        assumeTrue(checkout != null, "SLAPOS_CHECKOUT does not name a checkout of SlapOS/slapos");
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(checkout))) {
            files = all.filter(file -> file.toString().endsWith(".cfg") && Files.isRegularFile(file))
                    .toList();
        }
        Buildout engine = Buildout.builder().withoutUserDefaults().build();
        int loaded = 0;
        int resolved = 0;
        for (Path file : files) {
            try {
                ProfileRequest request = ProfileRequest.of(file);
                ResolvedProfile profile =
                        engine.resolveWithPlaceholders(engine.load(once ? request.withExtendsOnce() : request));
                loaded++;
                resolved += profile.sections().stream()
                                .allMatch(s -> profile.problem(s).isEmpty())
                        ? 1
                        : 0;
            } catch (BuildoutException e) {
                assertThat(e.diagnostic().problem()).isNotEmpty();
            }
        }
        assertThat(files).hasSize(742);
        assertThat(List.of(loaded, resolved)).isEqualTo(List.of(716, 670));
    }
}
