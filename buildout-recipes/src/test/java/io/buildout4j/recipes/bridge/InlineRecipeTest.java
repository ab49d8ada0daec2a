package io.buildout4j.recipes.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.install.PartChange;
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
    void sectionsThatInitAddsArePartsInstalledBeforeIt() throws Exception {
        requirePython();
        harness.section("base", "recipe = slapos.cookbook:wrapper", "command-line = /bin/echo ${:word}")
                .part(
                        "tool",
                        "recipe = slapos.recipe.build",
                        "init =",
                        "  self.buildout.parse(\"\"\"",
                        "    [%s.wrapper]",
                        "    <= base",
                        "    word = $${:_buildout_section_name_}",
                        "    wrapper-path = $${buildout:directory}/made",
                        "    [more]",
                        "    a = 1",
                        "  \"\"\" % self.name)",
                        "  options['word'] = self.buildout['tool.wrapper']['word']",
                        "install =",
                        "  import os",
                        "  os.makedirs(location)",
                        "  assert os.path.isfile('made')",
                        "  open(location + '/a', 'w').write(self.buildout['more']['a'])");
        assertThat(harness.install().done().stream().map(PartChange::part)).containsExactly("tool.wrapper", "tool");
        assertThat(directory.resolve("made")).content().isEqualTo("#!/bin/sh -e\nexec /bin/echo tool.wrapper \"$@\"\n");
        assertThat(directory.resolve("parts/tool/a")).hasContent("1");
        assertThat(harness.value("tool", "word").text()).isEqualTo("tool.wrapper");
        assertThat(harness.install().done()).allMatch(change -> change.action() == PartChange.Action.UPDATE);
    }

    @Test
    void aSectionThatIsThereIsNotAddedAgain() {
        requirePython();
        harness.section("more", "a = 1")
                .part("tool", "recipe = slapos.recipe.build", "init =", "  self.buildout.parse('[more]')");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("section [more] is in the profile already, so that it cannot be added");
    }

    @Test
    void versionsThatInitStatesAreStatedForThosePartsThatComeAfter() throws Exception {
        requirePython();
        harness.section("versions", "one = 1.0")
                .part(
                        "tool",
                        "recipe = slapos.recipe.build",
                        "init =",
                        "  self.buildout.parse('[_more]\\n' + options['egg-versions'])",
                        "  versions = self.buildout['versions']",
                        "  versions.update(self.buildout['_more'])",
                        "  import zc.buildout.easy_install",
                        "  zc.buildout.easy_install.default_versions(versions)",
                        "egg-versions =",
                        "  one = 2.0",
                        "  two = 3.0")
                .part(
                        "after",
                        "recipe = slapos.recipe.build",
                        "init =",
                        "  options['two'] = options['one']",
                        "one = ${tool:recipe}${versions:one} ${versions:two}");
        harness.install();
        assertThat(harness.value("after", "two").text()).isEqualTo("slapos.recipe.build2.0 3.0");
    }

    @Test
    void distributionsThatPartsOfPythonHaveCanBeImported() throws Exception {
        requirePython();
        Path site =
                Files.createDirectories(directory.resolve("eggs/python-0/lib/" + Pythons.library() + "/site-packages"));
        Files.writeString(site.resolve("saying.py"), "word = 'hello'\n");
        Files.createDirectories(site.resolve("Saying-1.2.dist-info"));
        Files.writeString(
                site.resolve("Saying-1.2.dist-info/METADATA"), "Metadata-Version: 2.1\nName: Saying\nVersion: 1.2\n");
        harness.part(
                "tool",
                "recipe = slapos.recipe.build",
                "init =",
                "  import zc.buildout",
                "  import pkg_resources",
                "  eggs = [self.buildout['buildout']['eggs-directory']]",
                "  zc.buildout.easy_install.install(['saying'], dest=None, working_set=pkg_resources.working_set, path=eggs)",
                "  import saying",
                "  found = zc.buildout.easy_install.working_set(['saying'], eggs)",
                "  options['word'] = saying.word + found.find(pkg_resources.Requirement.parse('Saying')).location");
        harness.install();
        assertThat(harness.value("tool", "word").text()).isEqualTo("hello" + site);
    }

    @Test
    void whereItStandsIsForInitToSay() throws Exception {
        requirePython();
        harness.part(
                        "tool",
                        "recipe = slapos.recipe.build",
                        "init = options['location'] += '-1'",
                        "install =",
                        "  import os",
                        "  os.mkdir(location)")
                .part(
                        "nowhere",
                        "recipe = slapos.recipe.build",
                        "init = options['location'] = ''",
                        "install = open('log', 'a').write('install,')",
                        "update = open('log', 'a').write('update,')");
        harness.install();
        harness.install();
        assertThat(directory.resolve("parts/tool-1")).isDirectory();
        assertThat(directory.resolve("log")).hasContent("install,update,");
        harness.uninstall();
        assertThat(directory.resolve("parts/tool-1")).doesNotExist();
    }

    @Test
    void anInstallThatMakesNothingIsToldSo() {
        requirePython();
        harness.part("tool", "recipe = slapos.recipe.build", "install = pass");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'install' of part tool did not make " + directory.resolve("parts/tool"));
    }

    @Test
    void aDistributionThatIsNotThereIsNamed() {
        requirePython();
        harness.part(
                "tool",
                "recipe = slapos.recipe.build",
                "init =",
                "  from zc.buildout.easy_install import working_set",
                "  working_set(['no-such-thing'], [])");
        assertThat(harness.failure().diagnostic().problem())
                .contains("fails at its line 2: no distribution no-such-thing is there");
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
    void sectionsOfOtherPartsAreNotWritten() {
        requirePython();
        harness.part("other", "recipe = slapos.cookbook:mkdirectory", "a = ${buildout:directory}/a")
                .part("app", "recipe = slapos.recipe.build", "init =", "  self.buildout['other']['A'] = 'c'");
        assertThat(harness.failure().diagnostic().problem())
                .contains("option 'A' of section [other] is set, which is another part's to do");
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
