package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.BuildoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How files are put together. */
class MergingTest {

    @TempDir
    Path directory;

    private Object a(String text) {
        return new Profiles(directory).section("a", text);
    }

    private void file(String name, String text) {
        new Profiles(directory).file(name, text);
    }

    private static String extending(String names, String rest) {
        return "[buildout]\nextends = " + names + "\n" + rest;
    }

    @Test
    void theExtendingFileWins() {
        file("b.cfg", "[a]\nx = 1\ny = 2\n");
        assertThat(a(extending("b.cfg", "[a]\nx = 3\n"))).isEqualTo(Map.of("x", "3", "y", "2"));
    }

    @Test
    void aFileExtendedTwiceIsAppliedTwice() {
        file("base.cfg", "[a]\nx = 1\nl += 1\n");
        file("b.cfg", extending("base.cfg", "[a]\nx = 2\n"));
        file("c.cfg", extending("base.cfg", ""));
        assertThat(a(extending("b.cfg c.cfg", ""))).isEqualTo(Map.of("x", "1", "l", "1\n1"));
    }

    @Test
    void theSameNameTwiceIsAppliedTwice() {
        file("b.cfg", "[a]\nx += 1\n");
        assertThat(a(extending("b.cfg b.cfg", ""))).isEqualTo(Map.of("x", "1\n1"));
    }

    @Test
    void relativeNamesBeginAtTheFileThatNamesThem() {
        file("sub/b.cfg", extending("deep/c.cfg ../d.cfg", ""));
        file("sub/deep/c.cfg", "[a]\nx = 1\n");
        file("d.cfg", "[a]\ny = 1\n");
        assertThat(a(extending("sub/b.cfg", ""))).isEqualTo(Map.of("x", "1", "y", "1"));
    }

    @Test
    void filesThatExtendEachOtherAreAnErrorHoweverTheyAreSpelled() {
        file("b.cfg", extending("../" + directory.getFileName() + "/root.cfg", ""));
        assertThat(a(extending("b.cfg", ""))).isEqualTo("recursive-include " + directory.resolve("root.cfg"));
    }

    @Test
    void aMissingFileIsAnErrorAtTheLineThatNamesIt() {
        assertThat(a(extending("nope.cfg", ""))).isEqualTo("file-not-found " + directory.resolve("nope.cfg"));
        try {
            new Profiles(directory).load(Map.of());
        } catch (BuildoutException e) {
            assertThat(e)
                    .hasMessage("root.cfg:2:1: there is no file " + directory.resolve("nope.cfg")
                            + " (names are taken from the directory of the file that extends it)");
        }
    }

    @Test
    void additionsComeBeforeRemovals() {
        file("b.cfg", "[a]\nx = 1\n");
        assertThat(a(extending("b.cfg", "[a]\nx -= 2\nx +=\n  2\n  3\n"))).isEqualTo(Map.of("x", "1\n3"));
    }

    @Test
    void anAdditionToWhatAKnownSectionLacksBeginsWithAnEmptyLine() {
        file("b.cfg", "[a]\n");
        assertThat(a(extending("b.cfg", "[a]\nx += 1\n"))).isEqualTo(Map.of("x", "\n1"));
    }

    @Test
    void removingEveryLineLeavesNothing() {
        file("b.cfg", "[a]\nx =\n  1\n  2\n");
        assertThat(a(extending("b.cfg", "[a]\nx -=\n  2\n  1\n"))).isEqualTo(Map.of("x", ""));
    }

    @Test
    void anAdditionToAnEngineDefaultReplacesIt() {
        assertThat(new Profiles(directory)
                        .load("[buildout]\nallow-hosts += x\n")
                        .find("buildout", "allow-hosts")
                        .orElseThrow()
                        .value())
                .isEqualTo("x");
    }

    @Test
    void macrosAreMergedBeforeTheyAreInherited() {
        String text = "[b]\nx = 1\n[c]\n<= b\nx += 2\n[a]\n<= c\nx += 3\ny = ${:_buildout_section_name_} ${:x}\n";
        assertThat(a(text)).isEqualTo(Map.of("x", "1\n2\n3", "y", "a 1\n2\n3"));
    }

    @Test
    void sectionsThatInheritFromEachOtherAreAnError() {
        assertThat(a("[a]\n<= b\n[b]\n<= a\n")).isEqualTo("infinite-extend-loop a");
        assertThat(a("[a]\n<= bb\n[b]\n")).isEqualTo("no-such-base-section bb");
    }

    @Test
    void assignmentsOfTheHostWin() {
        assertThat(new Profiles(directory)
                        .section("a", "[a]\nx = 1\nl = 1\n", Map.of("a:x", "2", "a:l+", "2", "n:y", "3")))
                .isEqualTo(Map.of("x", "2", "l", "1\n2"));
    }

    @Test
    void everyAssignmentIsRemembered() {
        file("b.cfg", "[a]\nx = 1\n");
        var option = new Profiles(directory)
                .load(extending("b.cfg", "[a]\nx += 2\n"), Map.of("a:x", "3"))
                .find("a", "x")
                .orElseThrow();
        assertThat(option.history().stream().map(s -> s.operator() + " " + s.value() + " " + s.origin()))
                .isEqualTo(List.of("= 1 b.cfg:2:1", "+= 2 root.cfg:4:1", "= 3 command line"));
    }

    @Test
    void aWrongSwitchIsAnError() {
        assertThat(a("[buildout]\noffline = maybe\n[a]\n")).isEqualTo("invalid-boolean offline");
        assertThat(a("[buildout]\ninstall-from-cache = true\noffline = true\n[a]\n"))
                .isEqualTo("install-from-cache-offline");
    }
}
