package io.buildout4j.recipes.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.Diagnostic;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.download.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each option of the recipes that build software changes. The software only tells how it was built. */
class CmmiOptionsTest {

    private static final String HEXAGONIT = "hexagonit.recipe.cmmi";
    private static final String SLAPOS = "slapos.recipe.cmmi";
    private static final String ZC = "zc.recipe.cmmi";

    private static final String CONFIGURE = """
            #!/bin/sh
            echo "configure $*" >> log
            for arg; do
              case "$arg" in
                --prefix=*) echo "prefix = ${arg#--prefix=}" > config.mk ;;
              esac
            done
            """;

    private static final String MAKEFILE = """
            -include config.mk
            all:
            \t@echo "make X=$(X) COLOR=$$COLOR" >> log
            extra:
            \t@echo "extra" >> log
            install:
            \t@echo "install X=$(X)" >> log
            \t@mkdir -p $(prefix) && cp log $(prefix)/log
            """;

    @TempDir
    private Path directory;

    private Path prefix;
    private RecipeHarness harness;
    private Path archive;

    @BeforeEach
    void source() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/make")), "needs make");
        harness = RecipeHarness.in(directory.resolve("buildout")).recipes(new StandardRecipes());
        prefix = directory.resolve("buildout/parts/tool");
        archive = Fixtures.tarGz(
                directory.resolve("tool-1.0.tar.gz"),
                Map.of("tool-1.0/configure!", CONFIGURE, "tool-1.0/Makefile", MAKEFILE, "tool-1.0/word", "old\n"));
    }

    private RecipeHarness part(String recipe, String... lines) {
        List<String> all = new ArrayList<>(List.of("recipe = " + recipe, "url = " + archive));
        all.addAll(List.of(lines));
        return harness.part("tool", all.toArray(String[]::new));
    }

    /** What the software tells of its building. */
    private List<String> built(String recipe, String... lines) throws Exception {
        part(recipe, lines).install();
        return Files.readAllLines(prefix.resolve("log"));
    }

    private Path program(String name, String text) throws Exception {
        return Files.writeString(
                Files.createFile(
                        directory.resolve(name),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
                "#!/bin/sh\n" + text + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS, ZC})
    void withoutOptionsItIsConfiguredForItsPlaceAndMadeTwice(String recipe) throws Exception {
        assertThat(built(recipe)).containsExactly("configure --prefix=" + prefix, "make X= COLOR=", "install X=");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS})
    void configureOptionsFollowThePrefix(String recipe) throws Exception {
        assertThat(built(recipe, "configure-options =", "  --one", "  --two"))
                .startsWith("configure --prefix=" + prefix + " --one --two");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS})
    void configureOptionsWithAPrefixAreAlone(String recipe) throws Exception {
        assertThat(built(recipe, "configure-options = --one --prefix=" + prefix))
                .startsWith("configure --one --prefix=" + prefix);
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS})
    void theConfigureCommandStandsForConfigure(String recipe) throws Exception {
        String command = "configure-command = echo prefix = " + prefix + " > config.mk; echo mine";
        assertThat(built(recipe, command, "configure-options = >> log")).startsWith("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS})
    void makeOptionsGoToBothCallsAndTargetsToTheSecond(String recipe) throws Exception {
        assertThat(built(recipe, "make-options = X=1", "make-targets = extra install"))
                .containsSubsequence("make X=1 COLOR=", "extra", "install X=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS})
    void theMakeBinaryIsTheProgramOfBothCalls(String recipe) throws Exception {
        Path mine = program("mymake", "echo \"mymake $*\" >> log; exec make \"$@\"");
        assertThat(built(recipe, "make-binary = " + mine)).contains("mymake ", "mymake install");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS})
    void theEnvironmentIsASectionAndLinesThatWin(String recipe) throws Exception {
        harness.section("colours", "COLOR = blue", "X = 2");
        assertThat(built(recipe, "environment-section = colours", "make-options = X=$X"))
                .contains("make X=2 COLOR=blue");
        assertThat(built(recipe, "environment-section = colours", "environment = COLOR = red"))
                .contains("make X=2 COLOR=red");
    }

    @Test
    void theEnvironmentOfSlaposMayNameASection() throws Exception {
        harness.section("colours", "COLOR = blue");
        assertThat(built(SLAPOS, "environment = colours")).contains("make X= COLOR=blue");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS})
    void aPrefixElsewhereIsWhereItIsInstalled(String recipe) throws Exception {
        Path elsewhere = directory.resolve("elsewhere");
        part(recipe, "prefix = " + elsewhere).install();
        assertThat(elsewhere.resolve("log")).content().startsWith("configure --prefix=" + elsewhere + "\n");
        assertThat(harness.value("tool", "prefix").text()).isEqualTo(elsewhere.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS})
    void aPathIsBuiltWhereItStands(String recipe) throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.writeString(tree.resolve("Makefile"), MAKEFILE);
        harness.part(
                        "tool",
                        "recipe = " + recipe,
                        "path = " + tree,
                        "configure-command = echo prefix = " + prefix + " > config.mk")
                .install();
        assertThat(prefix.resolve("log")).content().contains("install");
        assertThat(tree.resolve("config.mk")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS})
    void theSourceStaysOnlyIfItIsKept(String recipe) throws Exception {
        Path kept = recipe.equals(SLAPOS)
                ? prefix.resolve(".build/tool-1.0/log")
                : prefix.resolveSibling("tool__compile__/tool-1.0/log");
        built(recipe);
        assertThat(kept).doesNotExist();
        built(recipe, "keep-compile-dir = true");
        assertThat(kept).exists();
        harness.uninstall();
        assertThat(kept).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS})
    void patchesAreAppliedByTheProgramAndOptionsThatAreNamed(String recipe) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/patch")), "needs patch");
        Path patch =
                Files.writeString(directory.resolve("word.patch"), "--- a/word\n+++ b/word\n@@ -1 +1 @@\n-old\n+new\n");
        Path mine = program("mypatch", "echo \"mypatch $*\" >> log; exec patch \"$@\"");
        assertThat(built(
                        recipe,
                        "patches = " + patch,
                        "patch-options = -p1",
                        "patch-binary = " + mine,
                        "make-targets = install && cat word >> " + prefix + "/log"))
                .startsWith("mypatch -p1")
                .endsWith("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS})
    void anArchiveThatIsOddIsTakenOnlyByLenientChecks(String recipe) throws Exception {
        Fixtures.tarGz(
                archive,
                Map.of("t/configure!", CONFIGURE, "t/Makefile", MAKEFILE, "t/readme", "small", "t/README", "big"));
        assertThat(part(recipe).failure().diagnostic().problem()).contains("in letter case alone");
        assertThat(built(recipe, "archive-checks = lenient")).contains("install X=");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEXAGONIT, SLAPOS})
    void hooksAreCalledBetweenTheSteps(String recipe) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs python3");
        Path hooks = Files.writeString(directory.resolve("hooks.py"), """
                def note(text):
                    with open('log', 'a') as log:
                        log.write(text + '\\n')
                def first(options, buildout):
                    note('first, of ' + buildout['buildout']['directory'])
                def second(options, buildout, environment):
                    note('second, in ' + environment['COLOR'])
                def third(options, buildout):
                    note('third')
                    with open('log') as log, open(options['location'] + '/log', 'w') as copy:
                        copy.write(log.read())
                """);
        assertThat(built(
                        recipe,
                        "environment = COLOR = blue",
                        "pre-configure-hook = " + hooks + ":first",
                        "pre-make-hook = " + hooks + "#" + Fixtures.md5(hooks) + ":second",
                        "post-make-hook = " + hooks + ":third"))
                .containsExactly(
                        "first, of " + directory.resolve("buildout"),
                        "configure --prefix=" + prefix,
                        "second, in blue",
                        "make X= COLOR=blue",
                        "install X=",
                        "third");
    }

    @Test
    void aHookThatIsNotWhatItsSumSaysIsNotCalled() throws Exception {
        Path hooks = Files.writeString(directory.resolve("hooks.py"), "def first(options, buildout): pass\n");
        assertThat(part(SLAPOS, "pre-configure-hook = " + hooks + "#" + "0".repeat(32) + ":first")
                        .failure()
                        .diagnostic()
                        .problem())
                .contains("wrong checksum");
    }

    @Test
    void shellTextOfSlaposRunsBetweenTheSteps() throws Exception {
        assertThat(built(
                        SLAPOS,
                        "pre-configure = echo pre-configure >> log",
                        "pre-build = echo pre-build >> log",
                        "pre-install = echo pre-install >> log",
                        "post-install = echo post-install >> %(location)s/log"))
                .containsExactly(
                        "pre-configure",
                        "configure --prefix=" + prefix,
                        "pre-build",
                        "make X= COLOR=",
                        "pre-install",
                        "install X=",
                        "post-install");
    }

    @Test
    void anotherVersionBuildsAnew() throws Exception {
        String count = "pre-configure = echo again >> " + directory.resolve("count");
        built(SLAPOS, "version = 1", count);
        harness.install();
        assertThat(directory.resolve("count")).hasContent("again\n");
        built(SLAPOS, "version = 2", count);
        assertThat(directory.resolve("count")).hasContent("again\nagain\n");
    }

    @Test
    void aPromiseThatIsNotKeptIsAWarning() {
        part(SLAPOS, "promises =", "  " + prefix + "/log", "  " + prefix + "/bin/nothing");
        assertThat(harness.install().warnings())
                .extracting(Diagnostic::problem)
                .containsExactly("option 'promises' of part tool could not find promise '" + prefix + "/bin/nothing'");
    }

    @Test
    void aScriptWhoseInterpreterHasTooLongANameIsWrapped() throws Exception {
        Path far = directory.resolve("a".repeat(100)).resolve("b".repeat(100));
        Files.createDirectories(far);
        Files.createSymbolicLink(far.resolve("shell"), Path.of("/bin/sh"));
        built(
                SLAPOS,
                "post-install =",
                "  mkdir %(location)s/bin",
                "  printf '#!" + far + "/shell -e\\necho \"$1\"\\n' > %(location)s/bin/far",
                "  chmod +x %(location)s/bin/far");
        assertThat(prefix.resolve("bin/far")).content().startsWith("#!/bin/sh\nexec " + far + "/shell -e ");
        assertThat(prefix.resolve("bin/far.shebang")).content().startsWith("#!" + far);
    }

    @Test
    void configureOptionsOfZcStandForThePrefixAndExtraOptionsFollow() throws Exception {
        assertThat(built(ZC, "configure_options = --prefix=" + prefix + " --one", "extra_options = --two"))
                .startsWith("configure --prefix=" + prefix + " --one --two");
    }

    @Test
    void theConfigureCommandOfZcIsTheProgramAlone() throws Exception {
        Path mine = program("myconfigure", "echo mine >> log; exec ./configure \"$@\"");
        assertThat(built(ZC, "configure_cmd = " + mine)).startsWith("mine", "configure --prefix=" + prefix);
    }

    @Test
    void autogenRunsFirst() throws Exception {
        String autogen = "#!/bin/sh\necho autogen >> log\nmv later configure\n";
        Fixtures.tarGz(archive, Map.of("t/gen.sh!", autogen, "t/later!", CONFIGURE, "t/Makefile", MAKEFILE));
        assertThat(built(ZC, "autogen = gen.sh")).startsWith("autogen", "configure --prefix=" + prefix);
    }

    @Test
    void thePatchOfZcHasItsOptions() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/patch")), "needs patch");
        Path patch = Files.writeString(
                directory.resolve("make.patch"),
                "--- a/configure\n+++ b/configure\n@@ -1,2 +1,3 @@\n #!/bin/sh\n"
                        + "+echo patched >> log\n echo \"configure $*\" >> log\n");
        assertThat(built(ZC, "patch = " + patch, "patch_options = -p1")).startsWith("patched");
    }

    @Test
    void theSourceOfZcIsWhereItsLandmarkStands() throws Exception {
        Fixtures.tarGz(
                archive,
                Map.of("t/doc/x", "", "t/src/landmark", "", "t/src/configure!", CONFIGURE, "t/src/Makefile", MAKEFILE));
        assertThat(built(ZC, "source-directory-contains = landmark")).contains("install X=");
        assertThat(part(ZC, "source-directory-contains = nowhere")
                        .failure()
                        .diagnostic()
                        .problem())
                .endsWith("could not find 'nowhere' in the source");
    }

    @Test
    void buildsOfZcThatAreSharedAreMadeOnce() throws Exception {
        String count = "configure_cmd = echo again >> " + directory.resolve("count") + "; ./configure";
        part(ZC, "shared = " + directory.resolve("store"), count).install();
        Path place = Path.of(harness.value("tool", "location").text());
        assertThat(place).startsWith(directory.resolve("store/cmmi"));
        assertThat(place.resolve("log")).exists();
        harness.uninstall();
        harness.install();
        assertThat(directory.resolve("count")).hasContent("again\n");
    }

    @Test
    void aSharedBuildOfZcThatWasKilledIsMadeAnew() throws Exception {
        part(ZC, "shared = " + directory.resolve("store")).install();
        Path place = Path.of(harness.value("tool", "location").text());
        harness.uninstall();
        // As it stands when the process dies in the middle.
        Files.delete(place.resolve("log"));
        Files.createFile(place.resolveSibling("." + place.getFileName() + ".unfinished"));
        harness.install();
        assertThat(place.resolve("log")).exists();
        assertThat(place.resolveSibling("." + place.getFileName() + ".unfinished"))
                .doesNotExist();
    }
}
