package io.buildout4j.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.BuildoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {

    @TempDir
    Path directory;

    private static State of(InstalledPart... parts) {
        Map<String, InstalledPart> byName = new LinkedHashMap<>();
        for (InstalledPart part : parts) {
            byName.put(part.name(), part);
        }
        return new State(Map.of("installed_develop_eggs", ""), byName);
    }

    @Test
    void isWrittenAsTheOriginalWritesIt() {
        State state = of(new InstalledPart(
                "web",
                Map.of(
                        "recipe",
                        "r:e",
                        "text",
                        "hello\n  world\n\nend",
                        "empty",
                        "",
                        "led",
                        "\nfirst",
                        "closed",
                        "last\n"),
                List.of("bin/web", "parts/web"),
                "r-1.0"));

        assertThat(state.text())
                .isEqualTo(
                        "[buildout]\ninstalled_develop_eggs = \nparts = web\n\n[web]\n"
                                + "__buildout_installed__ = bin/web\n\tparts/web\n"
                                + "__buildout_signature__ = r-1.0\n"
                                + "closed = last%(__buildout_space_n__)s\n"
                                + "empty = \n"
                                + "led = %(__buildout_space_n__)sfirst\n"
                                + "recipe = r:e\n"
                                + "text = hello\n\t%(__buildout_space__)s%(__buildout_space__)sworld\n\t%(__buildout_space_n__)send\n");
    }

    @Test
    void whatTheOriginalWouldLoseIsWrittenByCodePoints() throws Exception {
        Map<String, String> odd = Map.of(
                "tab", "\tx", "return", "a\rb", "word", "%(__buildout_space__)s", "name with blank", "v", "#c", "w");
        State state = of(new InstalledPart("p", odd, List.of(), ""));

        assertThat(State.parse(state.text()).parts().get("p").options()).isEqualTo(odd);
        assertThat(state.text()).contains("tab = %(__buildout_char_9__)sx\n").doesNotContain("\r");
    }

    @Test
    void theLastOfSeveralBuildoutSectionsCounts() throws Exception {
        State state = State.parse("[buildout]\nparts = a\n[a]\n__buildout_installed__ = x\nrecipe = r\n"
                + "[b]\n__buildout_installed__ = \n\n[buildout]\nparts = b a\n");

        assertThat(state.parts().keySet()).containsExactly("b", "a");
        assertThat(state.parts().get("b").paths()).isEmpty();
    }

    @Test
    void aPartThatIsListedWithoutItsSectionCountsAsNotInstalled() throws Exception {
        assertThat(State.parse("[buildout]\nparts = a b\n[a]\n__buildout_installed__ =\n")
                        .parts()
                        .keySet())
                .containsExactly("a");
    }

    @Test
    void aFileThatIsNoStateIsAnErrorThatNamesTheLine() throws Exception {
        Path file = Files.writeString(directory.resolve("state"), "[buildout]\nparts = a\nthis is no state\n");
        StateFile state = new StateFile(Optional.of(file));

        assertThatThrownBy(() -> state.parse(state.bytes()))
                .isInstanceOf(BuildoutException.Preparing.class)
                .hasMessage(file + ":3: the record of what is installed cannot be read: neither section nor option"
                        + " (mend it, or remove it to have everything installed anew)");
    }

    @Test
    void isNotWrittenWhenItSaysTheSame() throws Exception {
        Path file = directory.resolve("state");
        StateFile state = new StateFile(Optional.of(file));
        State one = of(new InstalledPart("a", Map.of(), List.of(), ""));
        Files.writeString(file, "kept as it is");

        state.write(one, of(new InstalledPart("a", Map.of(), List.of(), "")));

        assertThat(file).hasContent("kept as it is");
    }

    @Test
    void aNewOrderOfPartsIsWritten() throws Exception {
        StateFile state = new StateFile(Optional.of(directory.resolve("state")));
        InstalledPart a = new InstalledPart("a", Map.of(), List.of(), "");
        InstalledPart b = new InstalledPart("b", Map.of(), List.of(), "");

        state.write(of(a, b), of(b, a));

        assertThat(state.parse(state.bytes()).parts().keySet()).containsExactly("b", "a");
    }

    @Test
    void theFileGoesWithTheLastPart() throws Exception {
        Path file = Files.writeString(directory.resolve("state"), "x");

        new StateFile(Optional.of(file)).write(of(new InstalledPart("a", Map.of(), List.of(), "")), of());

        assertThat(directory).isEmptyDirectory();
    }
}
