package io.buildout4j.promise.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class JournalProperties {

    @Property(tries = 60, seed = "1")
    void damageCostsTheLinesItHitAndNoOther(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 400) Integer> lengths,
            @ForAll @IntRange(min = 0, max = 5000) int place,
            @ForAll @Size(min = 1, max = 30) byte[] garbage)
            throws IOException {
        Path directory = Files.createTempDirectory("journal");
        try {
            List<String> lines = written(directory, lengths);
            Path file = only(directory);
            byte[] bytes = Files.readAllBytes(file);
            int start = place % bytes.length;
            int end = Math.min(bytes.length, start + garbage.length);
            System.arraycopy(garbage, 0, bytes, start, end - start);
            Files.write(file, bytes);

            List<String> unhurt = new ArrayList<>();
            int at = 0;
            for (String line : lines) {
                int next = at + 9 + line.length() + 1;
                if (next <= start || at >= end) {
                    unhurt.add(line);
                }
                at = next;
            }
            // A line feed that went with the line before takes the line after it along.
            List<String> read = read(directory);
            assertThat(lines).containsAll(read);
            assertThat(unhurt.size()
                            - (int) unhurt.stream().filter(read::contains).count())
                    .isLessThanOrEqualTo(1);
        } finally {
            delete(directory);
        }
    }

    @Property(tries = 60, seed = "1")
    void aTornEndCostsTheLastLineAlone(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 400) Integer> lengths,
            @ForAll @IntRange(min = 0, max = 5000) int cut)
            throws IOException {
        Path directory = Files.createTempDirectory("journal");
        try {
            List<String> lines = written(directory, lengths);
            Path file = only(directory);
            byte[] bytes = Files.readAllBytes(file);
            int end = cut % bytes.length;
            Files.write(file, java.util.Arrays.copyOf(bytes, end));

            List<String> whole = new ArrayList<>();
            int at = 0;
            for (String line : lines) {
                at += 9 + line.length() + 1;
                if (at <= end) {
                    whole.add(line);
                }
            }
            assertThat(read(directory)).isEqualTo(whole);
        } finally {
            delete(directory);
        }
    }

    private static List<String> written(Path directory, List<Integer> lengths) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Journal journal = Journal.create(directory)) {
            for (int i = 0; i < lengths.size(); i++) {
                String line = i + ":" + "x".repeat(lengths.get(i));
                lines.add(line);
                journal.add(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    private static List<String> read(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Journal.Remains one : Journal.remains(directory)) {
            try (one) {
                one.read(line -> lines.add(new String(line, StandardCharsets.UTF_8)));
            }
        }
        return lines;
    }

    private static Path only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Files.delete(directory);
    }
}
