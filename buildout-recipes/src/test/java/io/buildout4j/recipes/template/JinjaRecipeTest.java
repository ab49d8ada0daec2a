package io.buildout4j.recipes.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JinjaRecipeTest {

    private static final String RECIPE = "recipe = slapos.recipe.template:jinja2";

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void makeHarness() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    private String written() throws IOException {
        return Files.readString(directory.resolve("etc/flask.cfg"));
    }

    private void tutorial() {
        harness.section("instance-parameter", "configuration.host = 0.0.0.0", "configuration.port = 5000");
        harness.part(
                "flask-config",
                RECIPE,
                "template = inline:",
                "  host = {{ configuration.host }}",
                "  port = {{ configuration.port }}",
                "rendered = ${buildout:directory}/etc/flask.cfg",
                "mode = 600",
                "context =",
                "  key configuration.host instance-parameter:configuration.host",
                "  key configuration.port instance-parameter:configuration.port");
    }

    @Test
    void theTutorialsConfigurationIsWritten() throws IOException {
        tutorial();
        harness.install();

        assertThat(written()).isEqualTo("host = 0.0.0.0\nport = 5000");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("etc/flask.cfg"))))
                .isEqualTo("rw-------");
        assertThat(harness.value("flask-config", "rendered").text())
                .isEqualTo(directory.resolve("etc/flask.cfg").toString());
    }

    @Test
    void aScriptCanBeRunThoughNobodySaysSo() {
        harness.part("script", RECIPE, "inline = #! /bin/sh", "output = ${buildout:directory}/script");
        harness.part("text", RECIPE, "inline = #! /no/such/interpreter", "output = ${buildout:directory}/text");
        harness.install();

        assertThat(directory.resolve("script")).isExecutable();
        assertThat(Files.isExecutable(directory.resolve("text"))).isFalse();
    }

    @Test
    void aSecondRunDoesNotTouchTheFile() throws IOException {
        tutorial();
        harness.install();
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(directory.resolve("etc/flask.cfg"), old);
        harness.install();

        assertThat(Files.getLastModifiedTime(directory.resolve("etc/flask.cfg")))
                .isEqualTo(old);
    }

    @Test
    void withoutAContextTheInstanceParametersAreOffered() throws IOException {
        harness.section("instance-parameter", "configuration.port = 80", "other = x");
        harness.part("c", RECIPE, "inline = {{ configuration.port }}", "output = ${buildout:directory}/etc/flask.cfg");
        harness.install();

        assertThat(written()).isEqualTo("80");
    }

    @Test
    void eachTypeOfContextLineGivesItsValue() throws IOException {
        harness.section("data", "number = !py![1, 'a']", "text = {\"a\": [1, null]}");
        harness.part(
                "c",
                RECIPE,
                "inline = {{ r }}|{{ k }}|{{ s.number[1] }}|{{ j }}|{{ jk.a }}|{{ m.dumps(1) }}|{{ own }}",
                "own = mine",
                "output = ${buildout:directory}/etc/flask.cfg",
                "context =",
                "  raw r some  text",
                "  key k data:number",
                "  section s data",
                "  json j {\"x\": true}",
                "  jsonkey jk data:text",
                "  import m json",
                "  key own :own");
        harness.install();

        assertThat(written()).isEqualTo("some  text|[1, 'a']|a|{'x': True}|[1, None]|1|mine");
    }

    @Test
    void aTemplateFileMayImportOthersAndIsRenderedAgainWhenItChanges() throws IOException {
        Files.writeString(directory.resolve("main.in"), "{% import 'lib' as lib %}{{ lib.m('x') }}\n");
        Files.writeString(directory.resolve("lib.in"), "{% macro m(a) %}<{{ a }}>{% endmacro %}");
        harness.part(
                "c",
                RECIPE,
                "url = main.in",
                "output = etc/flask.cfg",
                "import-list = rawfile lib ${buildout:directory}/lib.in");
        harness.install();
        assertThat(written()).isEqualTo("<x>");

        Files.writeString(directory.resolve("main.in"), "changed\n\n");
        harness.install();
        assertThat(written()).isEqualTo("changed\n");
    }

    @Test
    void theDoTagIsThereOnlyWhenItsExtensionIsNamed() throws IOException {
        String template = "inline = {% set l = [] %}{% do l.append(1) %}{{ l }}";
        harness.part("c", RECIPE, template, "output = etc/flask.cfg");
        assertThat(harness.failure().getMessage()).contains("Encountered unknown tag 'do'.");

        harness.clear();
        harness.part("c", RECIPE, template, "output = etc/flask.cfg", "extensions = jinja2.ext.do");
        harness.install();
        assertThat(written()).isEqualTo("[1]");
    }

    @Test
    void anUndefinedNameFailsWithItsPlaceAndLeavesNothing() {
        harness.part("c", RECIPE, "inline =", "  one", "  {{ nope }}", "output = etc/flask.cfg");

        assertThat(harness.failure().getMessage()).contains(":2: 'nope' is undefined");
        assertThat(directory.resolve("etc/flask.cfg")).doesNotExist();
    }

    @Test
    void aNameGivenTwiceIsRefused() {
        harness.part("c", RECIPE, "inline = x", "output = o", "context =", "  raw a 1", "  raw a 2");

        assertThat(harness.failure().getMessage()).contains("Duplicate context entry 'a'");
    }

    @Test
    void anUnknownModuleIsRefusedAtItsLine() {
        harness.part("c", RECIPE, "inline = x", "output = o", "context = import s subprocess");

        assertThat(harness.failure().getMessage()).contains("there is no module 'subprocess'");
    }

    private static void machinePart(RecipeHarness harness) {
        harness.part(
                "c",
                RECIPE,
                "inline = {{ os.environ['COLOUR'] }} {{ os.getenv('x', 'none') }} {{ os.path.getsize(file) }} {{ 'there' in"
                        + " os.listdir(folder) }} {{ os.path.exists(file + 'x') }} {{ pwd.getpwuid(0).pw_name }}",
                "output = etc/flask.cfg",
                "context =",
                "  import os os",
                "  import pwd pwd",
                "  raw file ${buildout:directory}/there",
                "  raw folder ${buildout:directory}");
    }

    @Test
    void theMachineIsNotSeenWithoutTheHostsLeave() {
        machinePart(harness);

        assertThat(harness.failure().getMessage()).contains("there is no module 'pwd'");
    }

    @Test
    void theMachineIsSeenWhereTheHostAllowsIt() throws IOException {
        Files.writeString(directory.resolve("there"), "12345");
        machinePart(harness.service(TemplateModules.class, TemplateModules.readingMachine(Map.of("COLOUR", "red"))));
        harness.install();

        assertThat(written()).isEqualTo("red none 5 True False root");
    }

    @Test
    void onceRendersOnlyTheFirstTime() throws IOException {
        Files.writeString(directory.resolve("main.in"), "first");
        harness.part("c", RECIPE, "url = main.in", "output = etc/flask.cfg", "once = ${buildout:directory}/done");
        harness.install();
        Files.writeString(directory.resolve("main.in"), "second");
        harness.install();

        assertThat(written()).isEqualTo("first");
    }
}
