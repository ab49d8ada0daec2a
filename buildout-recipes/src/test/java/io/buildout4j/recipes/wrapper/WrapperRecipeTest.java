package io.buildout4j.recipes.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.process.Command;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrapperRecipeTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    @Test
    void theLauncherIsWrittenWithItsDirectoryAndGoesWithThePart() throws Exception {
        harness.part(
                "run",
                "recipe = slapos.cookbook:wrapper",
                "command-line = echo hello world",
                "wrapper-path = etc/run/hello");
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("etc/run/hello", "#!/bin/sh -e\nexec echo hello world \"$@\"\n"));
        assertThat(mode(directory.resolve("etc/run/hello"))).isEqualTo("rwx------");
        harness.uninstall();
        assertThat(harness.tree()).isEmpty();
    }

    @Test
    void theCommandMaySpanLinesAndTheEnvironmentIsSorted() {
        harness.part(
                "run",
                "recipe = slapos.cookbook:wrapper",
                "command-line =",
                "  program",
                "  --name 'two words'",
                "wrapper-path = run",
                "environment =",
                "  B =  it's",
                "  A=1=2",
                "sig-ign = HUP");
        harness.install();
        assertThat(harness.tree().get("run"))
                .isEqualTo(
                        "#!/bin/sh -e\ntrap '' HUP\nexport A=1=2\nexport B='it'\"'\"'s'\nexec program --name 'two words' \"$@\"\n");
    }

    @Test
    void theHashOfGeneratedFilesGoesIntoTheName() throws Exception {
        Files.writeString(directory.resolve("hashed"), "hello world");
        harness.part(
                "run",
                "recipe = slapos.cookbook:wrapper",
                "command-line = cat",
                "wrapper-path = run",
                "hash-files = hashed");
        harness.install();
        assertThat(harness.tree()).containsKey("run-83af3240d992b2165abbd245a3e43368");
    }

    @Test
    void aChangeOfAHashedFileThatExistedBeforeReinstalls() throws Exception {
        Path hashed = Files.writeString(directory.resolve("hashed"), "hello world");
        harness.part(
                "run",
                "recipe = slapos.cookbook:wrapper",
                "command-line = cat",
                "wrapper-path = run",
                "hash-existing-files = hashed");
        harness.install();
        assertThat(harness.value("run", "__hash_files__").text()).isEqualTo("83af3240d992b2165abbd245a3e43368");
        Files.writeString(hashed, "hello");
        harness.install();
        assertThat(harness.tree().keySet())
                .hasSize(2)
                .noneMatch(name -> name.endsWith("83af3240d992b2165abbd245a3e43368"));
    }

    @Test
    void aHashedFileFromOutsideIsRefused(@TempDir Path elsewhere) throws Exception {
        Path stranger = Files.writeString(elsewhere.resolve("file"), "");
        harness.part(
                "run",
                "recipe = slapos.cookbook:wrapper",
                "command-line = cat",
                "wrapper-path = run",
                "hash-files = " + stranger);
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'hash-files' of part run must only list files that the buildout makes, and lists "
                        + stranger);
    }

    @Test
    void aHashedFileThatChangedUnnoticedIsReported() throws Exception {
        Path hashed = Files.writeString(directory.resolve("hashed"), "hello world");
        harness.part(
                "run",
                "recipe = slapos.cookbook:wrapper",
                "command-line = cat",
                "wrapper-path = run",
                "hash-files = hashed");
        harness.install();
        Files.writeString(hashed, "x");
        assertThat(harness.failure().diagnostic().problem())
                .contains("unstable wrapper path ('" + directory.resolve("run-"));
    }

    @Test
    void anAlteredLauncherIsLeftAloneAndARemovedOneComesBack() throws Exception {
        harness.part("run", "recipe = slapos.cookbook:wrapper", "command-line = cat", "wrapper-path = run");
        harness.install();
        Path launcher = directory.resolve("run");
        Files.writeString(launcher, "altered");
        harness.install();
        assertThat(launcher).hasContent("altered");
        Files.delete(launcher);
        harness.install();
        assertThat(launcher).hasContent("#!/bin/sh -e\nexec cat \"$@\"");
    }

    @Test
    void withAPidfileASecondStartIsRefused() throws Exception {
        harness.part(
                "run",
                "recipe = slapos.cookbook:wrapper",
                "command-line = /bin/sleep 20",
                "wrapper-path = run",
                "pidfile = run.pid");
        harness.install();
        Process first = new ProcessBuilder(directory.resolve("run").toString()).start();
        try {
            for (int i = 0; i < 200 && !Files.exists(directory.resolve("run.pid")); i++) {
                Thread.sleep(20);
            }
            Thread.sleep(100);
            assertThat(Command.in(directory, directory.resolve("run").toString())
                            .run()
                            .output()
                            .text())
                    .isEqualTo("Already running with pid " + first.pid() + ".\n");
        } finally {
            first.destroyForcibly();
        }
    }

    @Test
    void eachWrongOptionIsToldAtItsLine() {
        assertThat(wrong("wrapper-path = run")).isEqualTo("no option 'command-line' in section [run]");
        assertThat(wrong("command-line = echo 'a", "wrapper-path = run")).endsWith("has no closing quotation mark '");
        assertThat(wrong("command-line =", "wrapper-path = run"))
                .isEqualTo("option 'command-line' of part run is empty");
        assertThat(wrong("command-line = a", "wrapper-path = run", "environment = FOO"))
                .isEqualTo("option 'environment' of part run has the line 'FOO', which is not NAME=value");
        assertThat(wrong("command-line = a", "wrapper-path = run", "environment = a-b=1"))
                .isEqualTo("option 'environment' of part run sets 'a-b', which no shell takes as a variable's name");
        assertThat(wrong("command-line = a", "wrapper-path = run", "sig-ign = SIGHUP"))
                .isEqualTo("option 'sig-ign' of section [run] is 'SIGHUP', which is no signal this machine knows");
        assertThat(wrong("command-line = a", "wrapper-path = run", "redirect-signal = HUP"))
                .isEqualTo("option 'redirect-signal' of part run makes no sense without redirecting any output");
        assertThat(wrong("command-line = a", "wrapper-path = run", "private-tmpfs = 100"))
                .isEqualTo("option 'private-tmpfs' of part run has the line '100', which is not a size and a path");
        assertThat(harness.tree()).isEmpty();
    }

    private String wrong(String... lines) {
        String[] all = new String[lines.length + 1];
        all[0] = "recipe = slapos.cookbook:wrapper";
        System.arraycopy(lines, 0, all, 1, lines.length);
        harness.clear().part("run", all);
        return harness.failure().diagnostic().problem();
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void optionsThatKeepTheLauncherBesideItsProgramAreInItsText() throws Exception {
        harness.part(
                "run",
                "recipe = slapos.cookbook:wrapper",
                "command-line = sh -c 'echo out; echo err >&2; exit 5'",
                "wrapper-path = run",
                "wait-for-files = ready",
                "redirect-stdout = out.log",
                "redirect-stderr = err.log",
                "redirect-signal = HUP");
        harness.install();
        Files.createFile(directory.resolve("ready"));
        assertThat(Command.in(directory, directory.resolve("run").toString())
                        .run()
                        .exitCode())
                .isEqualTo(5);
        assertThat(directory.resolve("out.log")).hasContent("out\n");
        assertThat(directory.resolve("err.log")).hasContent("err\n");
        assertThat(harness.tree().get("run")).contains("kill -s HUP $child");
        harness.clear()
                .part(
                        "run",
                        "recipe = slapos.cookbook:wrapper",
                        "command-line = true",
                        "wrapper-path = run",
                        "private-tmpfs = 1m " + directory.resolve("memory"),
                        "reserve-cpu = true");
        harness.install();
        assertThat(harness.tree().get("run")).contains(".slapos-cpu-exclusive", "mount -t tmpfs -o size=1m");
    }
}
