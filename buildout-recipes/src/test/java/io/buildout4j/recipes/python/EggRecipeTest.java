package io.buildout4j.recipes.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.process.Command;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.shell.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EggRecipeTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @Test
    void theExecutableIsKnownAtOnce() throws Exception {
        Path python = Files.createFile(
                directory.resolve("python3"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        harness.service(Surroundings.class, new Surroundings(Map.of("PATH", "/nonexistent:" + directory)));
        harness.part("python", "recipe = zc.recipe.egg", "eggs =");
        assertThat(harness.value("python", "executable").text()).isEqualTo(python.toString());
        Files.delete(python);
        assertThat(harness.value("python", "executable").text()).isEqualTo("python3");
    }

    @Test
    void whatIsNamedIsTaken() {
        harness.section("mine", "executable = /opt/python")
                .part("python", "recipe = zc.recipe.egg", "eggs =", "python = mine");
        assertThat(harness.value("python", "executable").text()).isEqualTo("/opt/python");
    }

    @Test
    void aMissingPythonIsToldWhenItIsNeededAndNotBefore() {
        harness.service(Surroundings.class, new Surroundings(Map.of("PATH", directory.toString())));
        harness.part("python", "recipe = zc.recipe.egg", "eggs = setuptools", "interpreter = python");
        harness.plan();
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo(
                        "part python: needs Python for its option 'interpreter', and there is no python3; install Python 3, or name one in [buildout] executable");
    }

    @Test
    void theInterpreterRunsWithItsPaths() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PYTHON), "there is no python3");
        Files.writeString(directory.resolve("mine.py"), "x = 'found'\n");
        harness.part(
                "python",
                "recipe = zc.recipe.egg",
                "eggs =",
                "interpreter = py",
                "executable = " + PYTHON,
                "extra-paths = .");
        harness.install();
        assertThat(Command.in(Path.of("/"), directory.resolve("bin/py").toString(), "-c", "import mine; print(mine.x)")
                        .run()
                        .output()
                        .text())
                .isEqualTo("found\n");
    }

    @Test
    void scriptsOfEntryPointsRun() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PYTHON), "there is no python3");
        Files.writeString(directory.resolve("mine.py"), "def main(x):\n  print(x)\n  return 3\n");
        harness.part(
                "tool",
                "recipe = zc.recipe.egg:scripts",
                "eggs =",
                "executable = " + PYTHON,
                "extra-paths = ${buildout:directory}",
                "entry-points = tool=mine:main",
                "arguments = greeting",
                "initialization = greeting = 'hello'",
                "scripts = tool=renamed");
        harness.install();
        assertThat(harness.tree()).containsOnlyKeys("mine.py", "bin/renamed");
        var outcome = Command.in(Path.of("/"), directory.resolve("bin/renamed").toString())
                .run();
        assertThat(outcome.output().text()).isEqualTo("hello\n");
        assertThat(outcome.exitCode()).isEqualTo(3);
    }

    @Test
    void scriptsFindTheirPathsFromWhereTheyStand() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PYTHON), "there is no python3");
        Path here = Files.createDirectories(directory.resolve("here"));
        Files.writeString(
                Files.createDirectory(here.resolve("it's")).resolve("mine.py"), "def main():\n  print('moved')\n");
        RecipeHarness.in(here)
                .recipes(new StandardRecipes())
                .section("buildout", "relative-paths = true")
                .part(
                        "tool",
                        "recipe = zc.recipe.egg:scripts",
                        "eggs =",
                        "executable = " + PYTHON,
                        "extra-paths = it's",
                        "interpreter = py",
                        "entry-points = tool=mine:main")
                .install();
        Path moved = Files.move(here, directory.resolve("there"));
        assertThat(output(moved.resolve("bin/tool").toString())).isEqualTo("moved\n");
        assertThat(output(moved.resolve("bin/py").toString(), "-c", "import mine; mine.main()"))
                .isEqualTo("moved\n");
    }

    @Test
    void scriptsOfWhatADistributionNeedsAreWrittenWhenAskedFor() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PYTHON), "there is no python3");
        Path site = Files.createDirectory(directory.resolve("site"));
        distribution(site, "top", "Requires-Dist: middle\nRequires-Dist: never; python_version < '2'\n", "top");
        distribution(site, "middle", "Requires-Dist: bottom\n", "middle");
        distribution(site, "bottom", "Requires-Dist: top\n", "bottom");
        distribution(site, "never", "", "never");
        Path python = pythonWith(site);
        harness.part(
                "tool", "recipe = zc.recipe.egg", "eggs = top", "executable = " + python, "dependent-scripts = true");
        harness.install();
        assertThat(harness.tree().keySet().stream().filter(name -> name.startsWith("bin/")))
                .containsExactly("bin/bottom", "bin/middle", "bin/top");
        harness.clear().part("tool", "recipe = zc.recipe.egg", "eggs = top", "executable = " + python);
        harness.install();
        assertThat(harness.tree().keySet().stream().filter(name -> name.startsWith("bin/")))
                .containsExactly("bin/top");
    }

    @Test
    void versionsThatNothingStatesAreToldWithWhatNeedsThem() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PYTHON), "there is no python3");
        Path site = Files.createDirectory(directory.resolve("site"));
        distribution(site, "top", "Requires-Dist: middle\nRequires-Dist: fixed==1.0\nRequires-Dist: pinned\n", "top");
        distribution(site, "middle", "Requires-Dist: bottom\n", "middle");
        distribution(site, "bottom", "", "bottom");
        distribution(site, "fixed", "Requires-Dist: bottom\n", "fixed");
        distribution(site, "pinned", "", "pinned");
        distribution(site, "exact", "", "exact");
        distribution(site, "changing", "", "changing");
        Files.writeString(
                site.resolve("changing-1.0.dist-info/direct_url.json"),
                "{\"dir_info\": {\"editable\": true}, \"url\": \"file:///changing\"}");
        harness.section("buildout", "show-picked-versions = true", "update-versions-file = picked.cfg")
                .section("versions", "Pinned = 1.0")
                .part(
                        "tool",
                        "recipe = zc.recipe.egg",
                        "eggs =",
                        "  top",
                        "  exact==1.0",
                        "  changing",
                        "executable = " + pythonWith(site));
        harness.install();
        assertThat(harness.output())
                .containsSubsequence(
                        "picked top = 1.0",
                        "picked bottom = 1.0, required by fixed==1.0, middle==1.0",
                        "picked middle = 1.0, required by top==1.0")
                .noneMatch(line -> line.matches("picked (fixed|pinned|exact|changing) .*"));
        String picked = """
                [versions]
                # wanted by part tool
                top = 1.0
                # Required by:
                # fixed==1.0
                # middle==1.0
                bottom = 1.0
                # Required by:
                # top==1.0
                middle = 1.0
                """;
        assertThat(directory.resolve("picked.cfg")).content().isEqualTo(picked);
        assertThat(harness.output())
                .contains("picked versions have been written to " + directory.resolve("picked.cfg"));
        harness.install();
        assertThat(directory.resolve("picked.cfg")).content().isEqualTo(picked);
    }

    @Test
    void versionsThatNothingStatesAreRefusedWhereTheProfileAllowsNone() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PYTHON), "there is no python3");
        Path site = Files.createDirectory(directory.resolve("site"));
        distribution(site, "top", "Requires-Dist: middle\n", "top");
        distribution(site, "middle", "", "middle");
        Path python = pythonWith(site);
        harness.section("buildout", "allow-picked-versions = false")
                .section("versions", "top = 1.0")
                .part("tool", "recipe = zc.recipe.egg", "eggs = top", "executable = " + python);
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'eggs' of part tool wants versions that the profile does not state, and [buildout]"
                        + " has allow-picked-versions = false; those there are: middle = 1.0");
        assertThat(harness.tree().keySet()).doesNotContain("bin/top");
        harness.section("versions", "top = 1.0", "middle = 1.0");
        harness.install();
        assertThat(harness.tree().keySet()).contains("bin/top");
    }

    private Path pythonWith(Path site) throws Exception {
        return Files.writeString(
                Files.createFile(
                        directory.resolve("python3"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
                "#!/bin/sh\nPYTHONPATH=" + site + " exec " + PYTHON + " \"$@\"\n");
    }

    private static void distribution(Path site, String name, String needs, String script) throws Exception {
        Path info = Files.createDirectory(site.resolve(name + "-1.0.dist-info"));
        Files.writeString(
                info.resolve("METADATA"), "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\n" + needs);
        Files.writeString(info.resolve("entry_points.txt"), "[console_scripts]\n" + script + " = " + name + ":main\n");
    }

    private static String output(String... command) throws Exception {
        return Command.in(Path.of("/"), command).run().output().text();
    }

    @Test
    void aDistributionThatIsNotThereIsNamed() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PYTHON), "there is no python3");
        harness.section("buildout", "offline = true")
                .part("python", "recipe = zc.recipe.egg:eggs", "eggs = no-such-distribution", "executable = " + PYTHON);
        assertThat(harness.failure().diagnostic().problem())
                .startsWith(
                        "option 'eggs' of part python lists no-such-distribution, which /usr/bin/python3 does not have");
    }

    @Test
    void aVersionThatIsNotWantedDoesNotCountAsThere() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PYTHON), "there is no python3");
        Path info = Files.createDirectories(directory.resolve("site/buildout4j_greeter-1.10.dist-info"));
        Files.writeString(info.resolve("METADATA"), "Metadata-Version: 2.1\nName: buildout4j-greeter\nVersion: 1.10\n");
        Path python = Files.writeString(
                directory.resolve("python"),
                "#!/bin/sh\nPYTHONPATH=" + directory.resolve("site") + " exec " + PYTHON + " \"$@\"\n");
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
        for (String wanted : new String[] {"buildout4j-greeter>=1.9,<2", "buildout4j_greeter[fast] ==1.10.0"}) {
            harness.clear();
            harness.section("buildout", "offline = true")
                    .part("greeter", "recipe = zc.recipe.egg:eggs", "eggs = " + wanted, "executable = " + python);
            harness.install();
        }
        harness.clear();
        harness.section("buildout", "offline = true")
                .part(
                        "greeter",
                        "recipe = zc.recipe.egg:eggs",
                        "eggs = buildout4j-greeter>=2",
                        "executable = " + python);
        assertThat(harness.failure().diagnostic().problem())
                .startsWith("option 'eggs' of part greeter lists buildout4j-greeter>=2, which " + python);
    }

    @Test
    void theTutorialsFlaskPartInheritsFromPython() {
        harness.section("python", "recipe = zc.recipe.egg", "eggs = setuptools", "interpreter = python")
                .part("flask", "<= python", "eggs += Flask");
        harness.plan();
    }

    @Test
    void aWrongEntryPointIsRefused() {
        harness.part("tool", "recipe = zc.recipe.egg", "eggs =", "entry-points = tool");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'entry-points' of part tool has 'tool', which is not name=module:function");
    }

    /** A distribution without dependencies that prints its version. */
    private Path distribution(String version) throws Exception {
        Path source = Files.createDirectories(directory.resolve("source-" + version));
        Files.writeString(source.resolve("setup.py"), """
                from setuptools import setup
                setup(name='buildout4j-greeter', version='VERSION', py_modules=['greeter'],
                      entry_points={'console_scripts': ['greet = greeter:main']})
                """.replace("VERSION", version));
        Files.writeString(
                source.resolve("greeter.py"), "def main():\n  print('greeter VERSION')\n".replace("VERSION", version));
        return source;
    }

    private Path archives() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PYTHON), "there is no python3");
        Assumptions.assumeTrue(
                Command.in(directory, PYTHON.toString(), "-c", "import setuptools, wheel, venv, pip")
                        .run()
                        .succeeded(),
                "python3 has no pip, venv, setuptools or wheel");
        Path archives = Files.createDirectories(directory.resolve("archives"));
        for (String version : new String[] {"1.0", "2.0"}) {
            var outcome = Command.in(
                            distribution(version),
                            PYTHON.toString(),
                            "setup.py",
                            "-q",
                            "bdist_wheel",
                            "-d",
                            archives.toString())
                    .run();
            assertThat(outcome.succeeded()).as(outcome.output().text()).isTrue();
        }
        return archives;
    }

    private String greeting() throws Exception {
        return Command.in(directory, directory.resolve("bin/greet").toString())
                .run()
                .output()
                .text();
    }

    @Test
    @Tag("slow")
    void pipInstallsWhatIsMissingInTheVersionThatIsStated() throws Exception {
        Path archives = archives();
        harness.section(
                        "buildout",
                        "offline = true",
                        "find-links = " + archives,
                        "show-picked-versions = true",
                        "update-versions-file = picked.cfg")
                .part("greeter", "recipe = zc.recipe.egg", "eggs = buildout4j-greeter", "executable = " + PYTHON);
        harness.install();
        assertThat(greeting()).isEqualTo("greeter 2.0\n");
        assertThat(harness.output()).contains("picked buildout4j-greeter = 2.0");
        assertThat(directory.resolve("picked.cfg"))
                .hasContent("[versions]\n# wanted by part greeter\nbuildout4j-greeter = 2.0\n");

        harness.section("versions", "Buildout4j_Greeter = 1.0");
        harness.install();
        assertThat(greeting()).isEqualTo("greeter 1.0\n");

        harness.clear();
        harness.section("buildout", "offline = true", "find-links = " + archives)
                .section("versions", "buildout4j-greeter = 3.0")
                .part("greeter", "recipe = zc.recipe.egg", "eggs = buildout4j-greeter", "executable = " + PYTHON);
        assertThat(harness.failure().diagnostic().problem()).contains("cannot be had: pip failed", "3.0");
    }

    @Test
    @Tag("slow")
    void aSourceTreeIsUsedAsItChanges() throws Exception {
        archives();
        harness.section("buildout", "offline = true")
                .part("tree", "recipe = zc.recipe.egg:develop", "setup = source-2.0", "executable = " + PYTHON)
                .part(
                        "greeter",
                        "recipe = zc.recipe.egg:scripts",
                        "eggs = buildout4j-greeter",
                        "executable = " + PYTHON);
        harness.install();
        Files.writeString(directory.resolve("source-2.0/greeter.py"), "def main():\n  print('changed')\n");
        assertThat(greeting()).isEqualTo("changed\n");
    }

    @Test
    @Tag("slow")
    void aCustomBuildHasItsEnvironmentAndLibraries() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(PYTHON)
                        && Command.in(
                                        directory,
                                        PYTHON.toString(),
                                        "-c",
                                        "import setuptools, wheel, venv, pip, sysconfig, os;"
                                                + " assert os.path.exists(sysconfig.get_path('include') + '/Python.h');"
                                                + " assert os.path.exists('/usr/bin/gcc')")
                                .run()
                                .succeeded(),
                "python3 has no pip, venv, setuptools, wheel or header files, or there is no gcc");
        Path source = Files.createDirectories(directory.resolve("source"));
        Files.writeString(source.resolve("setup.py"), """
                from setuptools import setup, Extension
                setup(name='buildout4j-answer', version='1.0', ext_modules=[Extension('answer', ['answer.c'])])
                """);
        Files.writeString(source.resolve("answer.c"), """
                #include <Python.h>
                #include "answer.h"
                static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "answer", 0, -1, 0};
                PyMODINIT_FUNC PyInit_answer(void) {
                  PyObject *made = PyModule_Create(&module);
                  PyModule_AddIntConstant(made, "answer", ANSWER + OFFSET);
                  return made;
                }
                """);
        Files.writeString(
                Files.createDirectories(directory.resolve("include")).resolve("answer.h"), "#define ANSWER 40\n");
        var archived = Command.in(source, PYTHON.toString(), "setup.py", "-q", "sdist", "-d", "../archives")
                .run();
        assertThat(archived.succeeded()).as(archived.output().text()).isTrue();
        harness.section("buildout", "offline = true", "find-links = archives")
                .section("flags", "CFLAGS = -DOFFSET=2")
                .part(
                        "answer",
                        "recipe = zc.recipe.egg:custom",
                        "egg = buildout4j-answer",
                        "setup-eggs = setuptools",
                        "include-dirs = include",
                        "environment = flags",
                        "executable = " + PYTHON)
                .part(
                        "python",
                        "recipe = zc.recipe.egg",
                        "eggs = buildout4j-answer",
                        "interpreter = py",
                        "executable = " + PYTHON);
        harness.install();
        assertThat(Command.in(
                                directory,
                                directory.resolve("bin/py").toString(),
                                "-c",
                                "import answer; print(answer.answer)")
                        .run()
                        .output()
                        .text())
                .isEqualTo("42\n");
    }

    @Test
    void aCustomBuildWantsAnArchiveToBuild() throws Exception {
        harness.section("buildout", "offline = true")
                .part(
                        "made",
                        "recipe = zc.recipe.egg:custom",
                        "egg = made",
                        "include-dirs = include",
                        "executable = /bin/sh");
        assertThat(harness.failure().diagnostic().problem()).contains("this run is offline without find-links");
    }

    /** A Python that has nothing, makes environments that are like it, and tells what its pip was asked to do. */
    private Path tellingPython() throws Exception {
        return Files.writeString(
                Files.createFile(
                        directory.resolve("telling"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
                """
                #!/bin/sh
                case "$*" in
                  *"-m venv"*)
                    for last; do :; done
                    mkdir -p "$last/bin"
                    cp "$0" "$last/bin/python" ;;
                  *"-m pip install"*)
                    echo "$*" >> told
                    echo "LDFLAGS $LDFLAGS" >> told ;;
                esac
                """);
    }

    @Test
    void pipLooksInTheIndexOfThePartOrOfTheBuildout() throws Exception {
        Path python = tellingPython();
        harness.section("buildout", "index = https://all.invalid/simple")
                .part("a", "recipe = zc.recipe.egg:eggs", "eggs = a", "executable = " + python)
                .part(
                        "b",
                        "recipe = zc.recipe.egg:custom",
                        "egg = b",
                        "index = https://one.invalid/simple",
                        "library-dirs = lib",
                        "rpath = lib",
                        "executable = " + python);
        harness.install();
        assertThat(directory.resolve("told"))
                .content()
                .contains(
                        "--index-url https://all.invalid/simple a\n",
                        "--index-url https://one.invalid/simple --no-binary b b\n")
                .contains("LDFLAGS -L" + directory.resolve("lib") + " -Wl,-rpath," + directory.resolve("lib") + "\n");
    }
}
