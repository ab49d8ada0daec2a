package io.buildout4j.recipes.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.process.Command;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromisePluginRecipeTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    @Test
    void theFileNamesModuleAndParametersInPythonAndInJson() throws Exception {
        harness.part(
                "web",
                "recipe = slapos.cookbook:promise.plugin",
                "eggs = slapos.toolbox",
                "module = slapos.promise.plugin.check_socket_listening",
                "output = etc/plugin/web.py",
                "config-port = 8080",
                "config-host = ::1");
        harness.install();
        assertThat(harness.tree().get("etc/plugin/web.py").lines())
                .startsWith(
                        "# Written by Buildout4j for the part web; do not edit, it is written anew at every run.",
                        "# buildout4j-promise: {\"module\": \"slapos.promise.plugin.check_socket_listening\", \"class\": \"RunPromise\","
                                + " \"config\": {\"host\": \"::1\", \"port\": \"8080\"}, \"paths\": []}",
                        "import sys",
                        "sys.path[0:0] = ()",
                        "",
                        "extra_config_dict = {'host': '::1', 'port': '8080'}")
                .endsWith("", "from slapos.promise.plugin.check_socket_listening import RunPromise");
        assertThat(mode(directory.resolve("etc/plugin/web.py"))).isEqualTo("rw-r--r--");
    }

    @Test
    void tamperingIsRepairedByAnUpdate() throws Exception {
        harness.part("web", "recipe = slapos.cookbook:promise.plugin", "module = m", "output = web.py", "mode = 600");
        harness.install();
        String before = harness.tree().get("web.py");
        Files.writeString(directory.resolve("web.py"), "x");
        harness.install();
        assertThat(harness.tree().get("web.py")).isEqualTo(before);
        assertThat(mode(directory.resolve("web.py"))).isEqualTo("rw-------");
    }

    @Test
    void aModuleBesideTheProfileIsFoundByItsDirectory() throws Exception {
        Files.writeString(directory.resolve("check_app.py"), "");
        harness.part(
                "web",
                "recipe = slapos.cookbook:promise.plugin",
                "module = check_app",
                "output = web.py",
                "class = Mine");
        harness.install();
        assertThat(harness.tree().get("web.py"))
                .contains("sys.path[0:0] = ('" + directory + "',)\n", "\nfrom check_app import Mine as RunPromise\n");
    }

    @Test
    void pythonReadsTheVeryParameters() throws Exception {
        Path python = Path.of("/usr/bin/python3");
        Assumptions.assumeTrue(Files.isExecutable(python), "there is no python3");
        Files.writeString(directory.resolve("p.py"), "class Mine: pass\n");
        harness.part(
                "web",
                "recipe = slapos.cookbook:promise.plugin",
                "file = p.py",
                "class = Mine",
                "output = web.py",
                "config-a = it's \"quoted\" \\n é \t.",
                "config-long = " + "x ".repeat(60),
                "config-lines =",
                "  one",
                "  two");
        harness.install();
        assertThat(Command.in(
                                directory,
                                python.toString(),
                                "-c",
                                "import web, json; print(json.dumps(web.extra_config_dict)); print(web.RunPromise)")
                        .run()
                        .output()
                        .text())
                .isEqualTo("{\"a\": \"it's \\\"quoted\\\" \\\\n \\u00e9 \\t.\", \"lines\": \"one\\ntwo\", \"long\": \""
                        + "x ".repeat(60).strip() + "\"}\n<class 'web.Mine'>\n");
    }

    @Test
    void whatCannotBeLoadedIsRefused() {
        assertThat(wrong()).isEqualTo("part web: either 'module' or 'file' is required but not both");
        assertThat(wrong("module = m", "file = f"))
                .isEqualTo("part web: either 'module' or 'file' is required but not both");
        assertThat(wrong("module = a-b.c"))
                .isEqualTo("option 'module' of section [web] is 'a-b.c', which is not a valid module name");
        assertThat(wrong("module = a.class"))
                .isEqualTo("option 'module' of section [web] is 'a.class', which is not a valid module name");
        assertThat(wrong("module = m", "class = X Y"))
                .isEqualTo("option 'class' of part web is 'X Y', which is not a valid class name");
    }

    private String wrong(String... lines) {
        String[] all = new String[lines.length + 2];
        all[0] = "recipe = slapos.cookbook:promise.plugin";
        all[1] = "output = web.py";
        System.arraycopy(lines, 0, all, 2, lines.length);
        harness.clear().part("web", all);
        return harness.failure().diagnostic().problem();
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
