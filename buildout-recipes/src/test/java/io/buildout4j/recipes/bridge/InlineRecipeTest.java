package io.buildout4j.recipes.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.shell.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InlineRecipeTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    private void requirePython() {
        Pythons.require();
    }

    @Test
    void installMakesTheLocationAndUpdateRunsAfterwards() throws Exception {
        requirePython();
        harness.part(
                "tool",
                "recipe = slapos.recipe.build",
                "text = hello",
                "install =",
                "  import os",
                "  os.mkdir(location)",
                "  with open(os.path.join(options['location'], 'a'), 'w') as f:",
                "    f.write(options['text'])",
                "update =",
                "  with open('updated', 'w') as f:",
                "    f.write(self.name)");
        harness.install();
        assertThat(harness.tree()).containsEntry("parts/tool/a", "hello").doesNotContainKey("updated");
        harness.install();
        assertThat(directory.resolve("updated")).hasContent("tool");
        harness.uninstall();
        assertThat(directory.resolve("parts/tool")).doesNotExist();
    }

    @Test
    void whatInitSetsIsSeenByOthersAndInitKnowsOtherSections() throws Exception {
        requirePython();
        harness.section("base", "version = 3.2")
                .part(
                        "chosen",
                        "recipe = slapos.recipe.build",
                        "part = base",
                        "init =",
                        "  options['version'] = self.buildout[options['part']]['version'] + '.1'",
                        "  options['list'] = ['a', 1]",
                        "  options.pop('part')",
                        "  self.kept = 'kept by init'",
                        "  options.barrier()",
                        "update =",
                        "  with open('made', 'w') as f: f.write('%s %s' % (self.kept, self.options['list'][1]))")
                .part("user", "recipe = slapos.recipe.template", "inline = ${chosen:version}", "output = out");
        harness.install();
        assertThat(directory.resolve("out")).hasContent("3.2.1");
        assertThat(harness.value("chosen", "list").text()).isEqualTo("!py!['a', 1]");
        assertThat(directory.resolve("made")).hasContent("kept by init 1");
    }

    @Test
    void anArchiveIsDownloadedUnpackedAndCopied() throws Exception {
        requirePython();
        Path source = Files.createDirectories(directory.resolve("made/app-1.0/bin"));
        Files.writeString(source.resolve("app"), "app\n");
        Files.createSymbolicLink(source.resolve("link"), Path.of("app"));
        Path archive = directory.resolve("app-1.0.tar.gz");
        assertThat(new ProcessBuilder(
                                "tar",
                                "-czf",
                                archive.toString(),
                                "-C",
                                directory.resolve("made").toString(),
                                "app-1.0")
                        .start()
                        .waitFor())
                .isZero();
        harness.part(
                "app",
                "recipe = slapos.recipe.build",
                "url = " + archive,
                "md5sum = " + DigestUtils.md5Hex(Files.readAllBytes(archive)),
                "environment =",
                "  GREETING = hello",
                "slapos_promise =",
                "  file:bin/app",
                "  directory:bin",
                "install =",
                "  self.copyTree(guessworkdir(self.extract(self.download())), location)",
                "  call(['sh', '-c', 'echo $GREETING > \"$1/greeting\"', 'sh', location])");
        harness.install();
        assertThat(harness.tree())
                .containsEntry("parts/app/bin/app", "app\n")
                .containsEntry("parts/app/greeting", "hello\n");
        assertThat(directory.resolve("parts/app/bin/link")).isSymbolicLink();
    }

    @Test
    void aBrokenPromiseIsToldAndNothingIsLeft() {
        requirePython();
        harness.part(
                "app",
                "recipe = slapos.recipe.build",
                "slapos_promise = file:bin/app",
                "install =",
                "  import os",
                "  os.mkdir(location)");
        assertThat(harness.failure().diagnostic().line())
                .isEqualTo("buildout.cfg:6:1: option 'slapos_promise' of part app promises file:bin/app, and "
                        + directory + "/parts/app/bin/app is not there");
        assertThat(directory.resolve("parts/app")).doesNotExist();
    }

    @Test
    void anErrorTellsTheLineAndWhatThePartMadeIsTakenBack() {
        requirePython();
        harness.part(
                "app",
                "recipe = slapos.recipe.build",
                "install =",
                "  import os",
                "  os.mkdir(location)",
                "  nothing.such()");
        assertThat(harness.failure().diagnostic().line())
                .isEqualTo("buildout.cfg:6:1: option 'install' of part app fails at its line 3:"
                        + " NameError: name 'nothing' is not defined");
        assertThat(directory.resolve("parts/app")).doesNotExist();
    }

    @Test
    void sectionsThatInitWouldAddAreRefusedWithPartLineAndReason() {
        requirePython();
        harness.part(
                "tool", "recipe = slapos.recipe.build", "init =", "  text = '[more]'", "  self.buildout.parse(text)");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'init' of part tool fails at its line 2: self.buildout.parse adds sections while"
                        + " recipes run, which this engine does not");
    }

    @Test
    void whatTheRecipeSaysToTheUserIsSaidAlone() {
        requirePython();
        harness.part(
                "java",
                "recipe = slapos.recipe.build",
                "update =",
                "  from zc.buildout import UserError",
                "  raise UserError(\"unsupported platform\")");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'update' of part java fails at its line 2: unsupported platform");
    }

    @Test
    void whatTheEngineRefusesIsToldAsTheEngineTellsIt() {
        requirePython();
        harness.part("app", "recipe = slapos.recipe.build", "init =", "  self.buildout['other']['x']")
                .section("other", "y = ${nowhere:x}");
        assertThat(harness.failure().diagnostic().problem()).contains("nowhere");
    }

    @Test
    void withoutPythonPartLineAndReasonAreTold() {
        harness.service(Surroundings.class, new Surroundings(Map.of("PATH", directory.toString())));
        harness.part("build", "recipe = slapos.recipe.build", "install =", "  import os");
        assertThat(harness.failure().diagnostic().line())
                .isEqualTo("buildout.cfg:6:1: option 'install' of part build is Python, and there is no python3;"
                        + " install Python 3, or name one in [buildout] executable");
    }

    @Test
    void sectionsOfOthersAreNotWritten() {
        requirePython();
        harness.section("environment", "A = b")
                .part("app", "recipe = slapos.recipe.build", "update =", "  self.buildout['environment']['A'] = 'c'");
        assertThat(harness.failure().diagnostic().problem())
                .contains("options of section [environment] are set, which is another part's to do");
    }

    @Test
    void aSharedPartIsMadeOnce() throws Exception {
        requirePython();
        Path shared = directory.resolve("shared");
        harness.section("buildout", "shared-part-list = " + shared)
                .part(
                        "tool",
                        "recipe = slapos.recipe.build",
                        "shared = true",
                        "install =",
                        "  import os",
                        "  os.mkdir(location)");
        harness.install();
        Path location = Path.of(harness.value("tool", "location").text());
        assertThat(location).startsWith(shared);
        assertThat(location.resolve(".buildout-shared.json")).exists();
    }
}
