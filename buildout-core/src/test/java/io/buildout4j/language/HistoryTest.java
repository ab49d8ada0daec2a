package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.engine.inherit.Inheritance;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an option and a value know of how they came about. */
class HistoryTest {

    @TempDir
    Path directory;

    private static List<String> steps(Option option) {
        return option.history().stream()
                .map(step -> step.operator() + " " + step.value() + " " + step.origin())
                .toList();
    }

    @Test
    void anOptionKnowsItsAssignmentsThroughFilesMacrosAndTheHost() {
        new Profiles(directory).file("base.cfg", "[base]\nx = 1\n[middle]\n<= base\nx += 2\n");
        Profile profile = new Profiles(directory)
                .load(
                        "[buildout]\nextends = base.cfg\n[base]\nx += 1b\n[a]\n<= middle\nx -= 2\nx += 3\n",
                        Map.of("middle:y", "4"));
        Map<String, Option> inherited =
                new Inheritance(profile.sections()).options(profile.find("a").orElseThrow());
        assertThat(inherited.get("x").value()).isEqualTo("1\n1b\n3");
        assertThat(steps(inherited.get("x")))
                .containsExactly(
                        "= 1 base.cfg:2:1",
                        "+= 1b root.cfg:4:1",
                        "+= 2 base.cfg:5:1",
                        "+= 3 root.cfg:8:1",
                        "-= 2 root.cfg:7:1");
        assertThat(steps(inherited.get("y"))).containsExactly("= 4 command line");
    }

    @Test
    void anOptionThatOnlyComesThroughAMacroKeepsTheHistoryOfTheBase() {
        Profile profile = new Profiles(directory).load("[base]\nx = 1\n[a]\n<= base\n");
        Map<String, Option> inherited =
                new Inheritance(profile.sections()).options(profile.find("a").orElseThrow());
        assertThat(steps(inherited.get("x"))).containsExactly("= 1 root.cfg:2:1");
    }

    @Test
    void aValueKnowsTheReferencesItWasMadeOfLeftToRightEachOnce() {
        Value value = new Profiles(directory)
                .load("[a]\nurl = ${b:host}:${:port}/${b:host}\nport = 80\n[b]\nhost = ${c:name}\n[c]\nname = n\n")
                .resolve()
                .value("a", "url");
        assertThat(value.text()).isEqualTo("n:80/n");
        assertThat(value.references()).map(Value.Reference::toString).containsExactly("${b:host}", "${a:port}");
    }

    @Test
    void aFileAppliedTwiceIsInTheHistoryTwice() {
        new Profiles(directory).file("base.cfg", "[a]\nx = 1\n");
        Profile profile = new Profiles(directory).load("[buildout]\nextends = base.cfg base.cfg\n[a]\nx = 2\n");
        assertThat(steps(profile.find("a", "x").orElseThrow()))
                .containsExactly("= 1 base.cfg:2:1", "= 1 base.cfg:2:1", "= 2 root.cfg:4:1");
    }
}
