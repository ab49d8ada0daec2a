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
    void aDistributionThatIsNotThereIsNamed() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PYTHON), "there is no python3");
        harness.part("python", "recipe = zc.recipe.egg:eggs", "eggs = no-such-distribution", "executable = " + PYTHON);
        assertThat(harness.failure().diagnostic().problem())
                .startsWith(
                        "option 'eggs' of part python lists no-such-distribution, which /usr/bin/python3 does not have");
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
}
