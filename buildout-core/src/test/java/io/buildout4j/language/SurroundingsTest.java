package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.Buildout;
import io.buildout4j.Diagnostic;
import io.buildout4j.World;
import io.buildout4j.profile.Profile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a profile takes from around it: user defaults, files that may be missing, assignments, the machine. */
class SurroundingsTest {

    @TempDir
    Path directory;

    private static String value(Profile profile, String option) {
        return profile.resolve().value("a", option).text();
    }

    @Test
    void userDefaultsLieBelowTheProfile() {
        new Profiles(directory)
                .file("default.cfg", "[a]\nx = default\ny = default\n")
                .file("root.cfg", "[a]\nx = own\n");
        Profile profile = Buildout.builder()
                .userDefaults(directory.resolve("default.cfg"))
                .build()
                .load(directory.resolve("root.cfg"));
        assertThat(value(profile, "x")).isEqualTo("own");
        assertThat(value(profile, "y")).isEqualTo("default");
    }

    @Test
    void filesAreShownRelativeToTheProfileIfTheyLieBelowIt() {
        Path elsewhere = directory.resolve("elsewhere");
        new Profiles(elsewhere)
                .file("default.cfg", "[a]\nx = default\n")
                .file("shared.cfg", "[buildout]\nextends = more.cfg\n")
                .file("more.cfg", "[a]\ny = more\n");
        new Profiles(directory.resolve("site"))
                .file("below.cfg", "[a]\nz = below\n")
                .file(
                        "root.cfg",
                        "[buildout]\nextends = " + elsewhere.resolve("shared.cfg") + " "
                                + directory.resolve("site/below.cfg") + "\n");
        Profile profile = Buildout.builder()
                .userDefaults(elsewhere.resolve("default.cfg"))
                .build()
                .load(directory.resolve("site/root.cfg"));
        assertThat(profile.annotate().terse(Set.of("a")))
                .contains(
                        "x= default\n    " + elsewhere.resolve("default.cfg") + "\n",
                        "y= more\n    " + elsewhere.resolve("more.cfg") + "\n",
                        "z= below\n    below.cfg\n");
    }

    @Test
    void aMissingOptionalFileIsPassedOver() {
        Profiles profiles = new Profiles(directory).file("there.cfg", "[a]\nx = there\n");
        assertThat(value(profiles.load("[buildout]\noptional-extends = nope.cfg there.cfg\n"), "x"))
                .isEqualTo("there");
    }

    @Test
    void aMissingOptionalFileIsMentioned() {
        Profiles profiles = new Profiles(directory).file("there.cfg", "[a]\nx = there\n");
        String text = "[buildout]\nparts =\nextends = there.cfg\noptional-extends = nope.cfg there.cfg\n";
        assertThat(Buildout.builder().build().plan(profiles.load(text)).warnings())
                .extracting(Diagnostic::text)
                .containsExactly("root.cfg:4:1: optional file " + directory.resolve("nope.cfg") + " is not there");
    }

    @Test
    void extendsFromTheHostLieAboveTheProfileAndBelowOtherAssignments() {
        Profiles profiles = new Profiles(directory).file("more.cfg", "[a]\nx = more\ny = more\n");
        Profile profile = profiles.load(
                "[a]\nx = own\ny = own\n",
                Map.of("buildout:extends", directory.resolve("more.cfg").toString(), "a:y", "host"));
        assertThat(value(profile, "x")).isEqualTo("more");
        assertThat(value(profile, "y")).isEqualTo("host");
    }

    @Test
    void eggsOfAPythonMayStandBehindTheTagOfItsBinaryInterface() {
        new Profiles(directory)
                .file("root.cfg", "[buildout]\nabi-tag-eggs = true\n[a]\nx = ${buildout:eggs-directory}\n");
        Path file = directory.resolve("root.cfg");

        assertThat(value(loaded("3.11.2", file), "x")).isEqualTo(directory + "/eggs/cp311");
        assertThat(value(loaded("3.7.3", file), "x")).isEqualTo(directory + "/eggs/cp37m");
        assertThat(loaded("3.11.2", file).find("buildout", "eggs-directory"))
                .hasValueSatisfying(written -> assertThat(written.value()).isEqualTo(directory + "/eggs"));
    }

    private static Profile loaded(String python, Path file) {
        World world = World.here().withPythonVersion(python);
        return Buildout.builder().withoutUserDefaults().world(world).build().load(file);
    }

    @Test
    void conditionsSeeTheWorldOfTheHost() {
        new Profiles(directory)
                .file(
                        "root.cfg",
                        "[a]\nx = none\n[a:platform.machine() == 'riscv64']\nx = risc\n"
                                + "[a:os.environ.get('SITE') == 'moon']\ny = moon\n"
                                + "[a:python_version < \"3.0\"]\nz = marker\n"
                                + "[a:sys.executable == '/opt/python']\nexecutable = ${buildout:executable}\n");
        World world = World.here()
                .withMachine(new World.Machine(
                        "linux", "posix", "Linux", "riscv64", 64, true, "6.1.0", "#1 SMP", "localhost"))
                .withEnvironment(Map.of("SITE", "moon"))
                .withPython(new World.Python("/opt/python", "2.7.18", "CPython"));
        Profile profile =
                Buildout.builder().withoutUserDefaults().world(world).build().load(directory.resolve("root.cfg"));
        assertThat(value(profile, "x")).isEqualTo("risc");
        assertThat(value(profile, "y")).isEqualTo("moon");
        assertThat(value(profile, "z")).isEqualTo("marker");
        assertThat(value(profile, "executable")).isEqualTo("/opt/python");
    }
}
