package io.buildout4j.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StateProperties {

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars(" \t\n\r\f\u000Bab%()[]=#;_+-\u0085\u00a0\u2028\u0000é😀".toCharArray())
                .ofMaxLength(12);
        Arbitrary<String> words =
                Arbitraries.of("%(__buildout_space__)s", "%(__buildout_char_9__)s", "[x]", "a = b", "${a:b}");
        return Arbitraries.oneOf(
                nasty,
                Arbitraries.strings().ofMaxLength(20),
                words.list().ofMaxSize(3).map(l -> String.join("\n ", l)));
    }

    @Property(tries = 1000, seed = "1")
    void whatIsWrittenIsReadBackToTheLetter(@ForAll("texts") String name, @ForAll("texts") String value)
            throws StateText.Malformed {
        State state =
                new State(Map.of(), Map.of("p", new InstalledPart("p", Map.of(name, value), List.of("parts/p"), "s")));

        assertThat(State.parse(state.text())).isEqualTo(state);
    }

    @Property(tries = 300, seed = "1")
    void aJournalCutAnywhereIsReadUpToItsLastWholeRecord(@ForAll("texts") String value, @ForAll int where) {
        var path = java.nio.file.Path.of("/x/y");
        List<JournalRecord> records = List.of(
                new JournalRecord.Opened("/x/state", "boot"),
                new JournalRecord.Begun("p"),
                new JournalRecord.Filled("p", path, List.of("a", "b/c")),
                new JournalRecord.Moved("p", path, path),
                new JournalRecord.Done(new InstalledPart("p", Map.of("o", wellFormed(value)), List.of("q"), "s")),
                new JournalRecord.Synced());
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        int[] ends = new int[records.size()];
        for (int i = 0; i < ends.length; i++) {
            bytes.writeBytes(JournalCoding.encode(records.get(i)).array());
            ends[i] = bytes.size();
        }
        int cut = Math.floorMod(where, bytes.size() + 1);
        long whole = java.util.Arrays.stream(ends).filter(end -> end <= cut).count();

        assertThat(JournalCoding.decode(java.util.Arrays.copyOf(bytes.toByteArray(), cut), java.nio.file.Path::of))
                .isEqualTo(records.subList(0, (int) whole));
    }

    @Property(tries = 300, seed = "1")
    void aJournalWithABrokenByteIsReadUpToTheRecordBeforeIt(@ForAll int where, @ForAll byte change) {
        net.jqwik.api.Assume.that(change != 0);
        List<JournalRecord> records = List.of(
                new JournalRecord.Begun("one"), new JournalRecord.Begun("two"), new JournalRecord.Begun("three"));
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        records.forEach(record -> bytes.writeBytes(JournalCoding.encode(record).array()));
        byte[] journal = bytes.toByteArray();
        int at = Math.floorMod(where, journal.length);
        journal[at] ^= change;

        List<JournalRecord> read = JournalCoding.decode(journal, java.nio.file.Path::of);

        assertThat(read.size()).isLessThan(3);
        assertThat(read).isEqualTo(records.subList(0, read.size()));
    }

    private static String wellFormed(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }
}
