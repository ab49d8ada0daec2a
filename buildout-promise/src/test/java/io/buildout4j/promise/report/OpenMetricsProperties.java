package io.buildout4j.promise.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

/** The text follows the grammar of OpenMetrics 1.0, and a reader gets back the names and numbers. */
class OpenMetricsProperties {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") gauge");
    private static final Pattern UNIT = Pattern.compile("# UNIT (" + NAME + ") ([a-zA-Z0-9_:]+)");
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") ((?:[^\\\\\"\\n]|\\\\[n\\\\\"])*)");
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")\\{([a-zA-Z_][a-zA-Z0-9_]*)=\""
            + "((?:[^\\\\\"\\n]|\\\\[n\\\\\"])*)\"\\} ([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)");

    @Property(tries = 200, seed = "1")
    void theTextIsReadBackByTheGrammar(
            @ForAll @Size(max = 5) @UniqueElements List<String> titles,
            @ForAll boolean failed,
            @ForAll @LongRange(min = 0, max = 100_000_000_000_000L) long nanos,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long seconds) {
        List<PromiseResult> results = titles.stream()
                .map(title -> new PromiseResult(
                        title,
                        title,
                        "",
                        Verdict.test(failed, "x"),
                        Instant.ofEpochSecond(seconds),
                        Duration.ofNanos(nanos)))
                .toList();

        String text = OpenMetrics.text(results);

        assertThat(text).endsWith("# EOF\n").doesNotContain("\r");
        List<String> lines = List.of(text.split("\n", -1));
        assertThat(lines.indexOf("# EOF")).isEqualTo(lines.size() - 2);
        Set<String> families = new HashSet<>();
        String family = "";
        boolean samples = false;
        List<String> read = new ArrayList<>();
        for (String line : lines.subList(0, lines.size() - 2)) {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                family = type.group(1);
                samples = false;
                assertThat(families.add(family))
                        .as("each family stands in one place")
                        .isTrue();
            } else if (line.startsWith("# UNIT ")) {
                Matcher unit = UNIT.matcher(line);
                assertThat(unit.matches() && !samples).as(line).isTrue();
                assertThat(unit.group(1)).isEqualTo(family).endsWith("_" + unit.group(2));
            } else if (line.startsWith("# HELP ")) {
                Matcher help = HELP.matcher(line);
                assertThat(help.matches() && !samples && help.group(1).equals(family))
                        .as(line)
                        .isTrue();
            } else {
                samples = true;
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).isEqualTo(family);
                if (family.equals("promise_kept")) {
                    read.add(sample.group(3)
                            .replace("\\n", "\n")
                            .replace("\\\"", "\"")
                            .replace("\\\\", "\\"));
                    assertThat(sample.group(4)).isEqualTo(failed ? "0" : "1");
                }
            }
        }
        assertThat(read).hasSameSizeAs(titles);
        assertThat(families)
                .containsExactlyInAnyOrder(
                        "promise_kept", "promise_execution_seconds", "promise_last_run_timestamp_seconds");
    }
}
