package io.buildout4j.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.World;
import io.buildout4j.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of conditions and what they come to: here, and with the real zc.buildout, where it is installed. */
class ConditionsTest {

    @TempDir
    Path directory;

    /** @param section which of the table's parts it is from */
    private record Row(int section, String outcome, String condition) {}

    @Test
    void eachConditionComesToWhatTheTableSays() throws IOException {
        Buildout engine = Buildout.builder()
                .withoutUserDefaults()
                .world(World.here().withSystem("linux", "posix", "Linux").withPythonVersion("3.11.2"))
                .build();
        for (Row row : rows()) {
            assertThat(outcome(engine, write(row)))
                    .as(row.condition)
                    .isEqualTo(row.outcome.equals("refused") ? "error" : row.outcome);
        }
    }

    @Test
    void theTableIsRight() throws IOException {
        assumeTrue(Peer.isThere(), "zc.buildout is not installed");
        try (Peer peer = Peer.start()) {
            for (Row row : rows()) {
                if (row.section == 1 || (row.section == 2 && Peer.isNewer())) {
                    Map<String, Object> answer = peer.ask(write(row), false, List.of());
                    String outcome = answer.get("raw") instanceof Map<?, ?> raw
                            ? String.valueOf(raw.containsKey("conditional"))
                            : "error";
                    assertThat(outcome).as(row.condition).isEqualTo(row.outcome);
                }
            }
        }
    }

    private static String outcome(Buildout engine, Path file) {
        try {
            Profile profile = engine.load(file);
            return String.valueOf(profile.sections().containsKey("conditional"));
        } catch (BuildoutException e) {
            assertThat(e.diagnostic().kind()).isIn(Kind.CONDITION_ERROR, Kind.PARSE_ERROR);
            return "error";
        }
    }

    private Path write(Row row) throws IOException {
        return Files.writeString(
                directory.resolve("condition.cfg"), "[first]\n[conditional:" + row.condition + "]\nx = 1\n");
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        int section = 0;
        try (InputStream in = Objects.requireNonNull(ConditionsTest.class.getResourceAsStream("conditions.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("%")) {
                    section++;
                } else if (!line.isEmpty()) {
                    String[] columns = line.split(" +", 2);
                    rows.add(new Row(section, columns[0], columns[1]));
                }
            }
        }
        return rows;
    }
}
