package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.Buildout;
import io.buildout4j.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no profiles, files that are very large, and profiles that would grow beyond what the host allows. */
class LimitsTest {

    @TempDir
    Path directory;

    private static Buildout engine(Limits limits) {
        return Buildout.builder().withoutUserDefaults().limits(limits).build();
    }

    private Path root(String text) {
        new Profiles(directory).file("root.cfg", text);
        return directory.resolve("root.cfg");
    }

    private Path root(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("root.cfg"), bytes);
    }

    @Test
    void bytesThatAreNotUtf8AreAnErrorWhereTheyStand() throws IOException {
        Path root = root(new byte[] {'[', 'a', ']', '\n', 'x', '=', (byte) 0xc3, (byte) 0x28, '\n'});
        assertThatThrownBy(() -> Profiles.ENGINE.load(root))
                .hasMessage("root.cfg:2:3: the file is not UTF-8 here (save the file as UTF-8)");
    }

    @Test
    void aFileThatEndsInsideACharacterIsAnErrorAtItsEnd() throws IOException {
        Path root = root(new byte[] {'[', 'a', ']', '\n', 'x', '=', (byte) 0xe2, (byte) 0x82});
        assertThatThrownBy(() -> Profiles.ENGINE.load(root))
                .hasMessage("root.cfg:2:3: the file is not UTF-8 here (save the file as UTF-8)");
    }

    @Test
    void aReplacementCharacterThatIsWrittenIsText() {
        assertThat(new Profiles(directory).section("a", "[a]\nx = \ufffd\n")).hasToString("{x=\ufffd}");
    }

    @Test
    void aNulByteIsAnErrorWhereItStands() throws IOException {
        Path root = root(new byte[] {'[', 'a', ']', '\n', 'x', ' ', '=', ' ', 0, '\n'});
        assertThatThrownBy(() -> Profiles.ENGINE.load(root))
                .hasMessage("root.cfg:2:5: the file holds a NUL byte here (save the file as UTF-8)");
    }

    @Test
    void aDirectoryIsNoProfile() {
        assertThatThrownBy(() -> Profiles.ENGINE.load(directory)).hasMessageContaining("cannot read " + directory);
    }

    @Test
    void aHundredThousandLinesAreAProfile() {
        StringBuilder text = new StringBuilder("[a]\nlong =\n");
        for (int i = 0; i < 50_000; i++) {
            text.append("  line ").append(i).append('\n');
        }
        for (int i = 0; i < 50_000; i++) {
            text.append("x").append(i).append(" = ").append(i).append('\n');
        }
        var section = Profiles.ENGINE.load(root(text.toString())).resolve().section("a");
        assertThat(section).hasSize(50_001);
        assertThat(section.get("long").asLines()).hasSize(50_000);
        assertThat(section.get("x49999").asInt()).isEqualTo(49_999);
    }

    @Test
    void aHundredThousandMalformedLinesAreOneError() {
        assertThatThrownBy(() -> Profiles.ENGINE.load(root("[a]\n" + "rubbish\n".repeat(100_000))))
                .hasMessageStartingWith("root.cfg:2:1: lines 2, 3, 4, ");
    }

    @Test
    void aFileBeyondTheLimitOfBytesIsRefused() {
        Limits small = new Limits(1000, 1000, 1000, 100, 10);
        assertThatThrownBy(() -> engine(small).load(root("[a]\n" + "#".repeat(100))))
                .hasMessage("the file " + directory.resolve("root.cfg")
                        + " has more than 100 bytes (check its path, its mode and what it holds)");
    }

    @Test
    void aProfileBeyondTheLimitOfFilesIsRefused() {
        Profiles profiles = new Profiles(directory);
        for (int i = 1; i < 10; i++) {
            profiles.file("f" + i + ".cfg", "[buildout]\nextends = f" + (i + 1) + ".cfg\n");
        }
        Limits small = new Limits(1000, 1000, 1000, 1000, 5);
        assertThatThrownBy(() -> engine(small).load(root("[buildout]\nextends = f1.cfg\n")))
                .hasMessageContaining("the profile has more than 5 files");
    }

    @Test
    void aValueBeyondTheLimitNamesTheOptionAndTheReference() {
        String text = "[a]\nv0 = 0123456789\nv1 = ${:v0}${:v0}${:v0}\nv2 = ${:v1}${:v1}${:v1}${:v1}\n";
        Limits small = Limits.standard().withValueLength(100);
        assertThatThrownBy(() -> engine(small).load(root(text)).resolve().section("a"))
                .hasMessageStartingWith(
                        "root.cfg:4:1: option 'v2' of section [a] grows beyond 100 characters with ${:v1} (if that is meant, the host may allow more)\n");
    }

    @Test
    void allValuesTogetherBeyondTheLimitNameTheOptionThatWasTooMuch() {
        String text = "[a]\nv0 = 0123456789\nv1 = ${:v0}${:v0}\n[b]\nv2 = ${a:v1}${a:v1}${a:v1}\n";
        Limits small = Limits.standard().withTotalLength(70);
        assertThatThrownBy(() -> engine(small).load(root(text)).resolve().section("b"))
                .hasMessageStartingWith(
                        "root.cfg:5:1: with option 'v2' of section [b] the profile grows beyond 70 characters");
    }

    @Test
    void additionsBeyondTheLimitNameTheOptionAndWhatMakesThemMany() {
        Profiles profiles = new Profiles(directory);
        for (int i = 1; i < 8; i++) {
            profiles.file("f" + i + ".cfg", "[buildout]\nextends = f%d.cfg f%d.cfg\n".formatted(i + 1, i + 1));
        }
        profiles.file("f8.cfg", "[a]\nx += 1\n");
        Limits small = Limits.standard().withSteps(100);
        assertThatThrownBy(() -> engine(small).load(root("[buildout]\nextends = f1.cfg\n")))
                .hasMessage("more than 100 assignments go into option 'x' of section [a] (files that are extended by"
                        + " many others add to it each time)");
    }

    @Test
    void aLoopThroughALinkIsFound() throws IOException {
        new Profiles(directory).file("real/one.cfg", "[buildout]\nextends = ../link/one.cfg\n");
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));
        assertThat(new Profiles(directory).section("a", "[buildout]\nextends = real/one.cfg\n"))
                .asString()
                .startsWith("recursive-include ");
    }

    @Test
    void aWayUpThroughALinkGoesWhereTheFileSystemGoes() throws IOException {
        new Profiles(directory)
                .file("far/away/one.cfg", "[buildout]\nextends = ../two.cfg\n")
                .file("far/two.cfg", "[a]\nx = far\n")
                .file("two.cfg", "[a]\nx = near\n");
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("far/away"));
        assertThat(new Profiles(directory).section("a", "[buildout]\nextends = link/one.cfg\n"))
                .hasToString("{x=far}");
    }
}
