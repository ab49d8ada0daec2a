package io.buildout4j.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.install.PartChange;
import io.buildout4j.recipe.testkit.RecipeHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes that look after their files at each run touch nothing when all is as it should be, and mend what is not. */
class IdleRunTest {

    @TempDir
    private Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void install() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
        harness.part("directory", "recipe = slapos.cookbook:mkdirectory", "etc = etc", "cron = cron", "log = log")
                .part(
                        "link",
                        "recipe = slapos.cookbook:symbolic.link",
                        "target-directory = links",
                        "link-binary = ${buildout:directory}/cron")
                .part("other-link", "recipe = cns.recipe.symlink", "symlink = ${buildout:directory}/etc = links/other")
                .part("text", "recipe = slapos.recipe.template", "inline = a", "output = text")
                .part("mode", "recipe = slapos.recipe.template", "inline = a", "output = mode", "mode = 0640")
                .part("old", "recipe = collective.recipe.template", "input = inline: a", "output = old")
                .part(
                        "jinja",
                        "recipe = slapos.recipe.template:jinja2",
                        "inline = {{ 1 + 1 }}",
                        "output = jinja",
                        "mode = 600")
                .part("json", "recipe = slapos.cookbook:jsondump", "json-output = json")
                .part("password", "recipe = slapos.cookbook:generate.password", "storage-path = password")
                .part(
                        "check",
                        "recipe = slapos.cookbook:check_port_listening",
                        "path = check",
                        "hostname = localhost",
                        "port = 1")
                .part(
                        "promise",
                        "recipe = slapos.cookbook:promise.plugin",
                        "eggs =",
                        "module = check_file",
                        "output = promise.py")
                .part("run", "recipe = slapos.cookbook:wrapper", "command-line = true", "wrapper-path = run");
        harness.install();
    }

    private Map<String, FileTime> touched() throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.toList()) {
                times.put(
                        directory.relativize(path).toString(),
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                                .lastModifiedTime());
            }
        }
        // The harness writes it anew for each run.
        times.remove("buildout.cfg");
        return times;
    }

    @Test
    void nothingIsTouchedWhenAllIsAsItShouldBe() throws Exception {
        Map<String, FileTime> before = touched();

        assertThat(harness.install().done())
                .extracting(PartChange::action)
                .containsOnly(PartChange.Action.UPDATE)
                .hasSize(12);

        assertThat(touched()).isEqualTo(before);
    }

    @Test
    void whatWasAlteredIsMended() throws Exception {
        Files.writeString(directory.resolve("text"), "altered");
        Files.setPosixFilePermissions(directory.resolve("mode"), PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.delete(directory.resolve("links/other"));
        Files.createSymbolicLink(directory.resolve("links/other"), Path.of("elsewhere"));

        harness.install();

        assertThat(directory.resolve("text")).hasContent("a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("mode"))))
                .isEqualTo("rw-r-----");
        assertThat(Files.readSymbolicLink(directory.resolve("links/other"))).isEqualTo(directory.resolve("etc"));
        assertThat(harness.tree().keySet()).containsAll(List.of("text", "mode"));
        harness.uninstall();
        assertThat(directory.resolve("text")).doesNotExist();
        assertThat(directory.resolve("links/other")).doesNotExist();
    }
}
