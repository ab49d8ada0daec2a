package io.buildout4j.profile.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.profile.Assignment.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The laws over all profiles of SlapOS. */
@Tag("slow")
class DocumentCorpusTest {

    private List<Path> files = List.of();

    @BeforeEach
    void findTheFiles() throws IOException {
        String checkout = System.getenv("SLAPOS_CHECKOUT");
        assumeTrue(checkout != null, "SLAPOS_CHECKOUT does not name a checkout of SlapOS/slapos");
        try (Stream<Path> all = Files.walk(Path.of(checkout))) {
            files = all.filter(file -> file.toString().endsWith(".cfg") && Files.isRegularFile(file))
                    .toList();
        }
        assertThat(files).hasSize(742);
    }

    @Test
    void documentsLoseNothingAndSayWhatTheParserReads() throws IOException {
        for (Path file : files) {
            String text = Files.readString(file);
            ReadBack.assertLossless(text);
            ReadBack.assertAgreement(text);
        }
    }

    /** Each option in turn is given its own value with one more line, which is then taken away. */
    @Test
    void everyOptionCanBeChangedAndChangedBack() throws IOException {
        int edits = 0;
        for (Path file : files) {
            ProfileDocument before = ProfileDocument.parse(Files.readString(file));
            if (!before.malformed().isEmpty()) {
                continue;
            }
            for (WrittenSection section : before.sections()) {
                for (WrittenOption option : section.options()) {
                    String label = section.label();
                    Operator operator = option.operator();
                    String old = before.find(label, option.name(), operator)
                            .orElseThrow()
                            .value();
                    String value = old.isEmpty() ? "more" : old + "\nmore";
                    ProfileDocument after = before.set(label, option.name(), operator, value);
                    assertThat(after.find(label, option.name(), operator)
                                    .orElseThrow()
                                    .value())
                            .isEqualTo(value);
                    assertThat(after.lines().size() - before.lines().size())
                            .as("%s %s:%s", file, label, option.name())
                            .isBetween(0, 2);
                    ProfileDocument back = after.set(label, option.name(), operator, old);
                    assertThat(ReadBack.everything(back)).isEqualTo(ReadBack.everything(before));
                    edits++;
                }
            }
        }
        assertThat(edits).isGreaterThan(10_000);
    }
}
