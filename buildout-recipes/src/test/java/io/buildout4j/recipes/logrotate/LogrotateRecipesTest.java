package io.buildout4j.recipes.logrotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.Diagnostic;
import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogrotateRecipesTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    @Test
    void theConfigurationAndTheLauncherAreExact() throws Exception {
        Path entries = directory.resolve("e");
        harness.part(
                "logrotate",
                "recipe = slapos.cookbook:logrotate",
                "logrotate-entries = e",
                "conf = etc/l.conf",
                "gzip-binary = /bin/gzip",
                "gunzip-binary = /bin/gunzip",
                "state-file = var/state",
                "wrapper = bin/rotate",
                "logrotate-binary = /usr/sbin/logrotate");
        harness.install();
        assertThat(harness.tree().get("etc/l.conf"))
                .isEqualTo("compresscmd /bin/gzip\ncompressoptions -9\nuncompresscmd /bin/gunzip\ninclude " + entries);
        assertThat(mode(directory.resolve("etc/l.conf"))).isEqualTo("rw-------");
        assertThat(harness.tree().get("bin/rotate"))
                .startsWith("#!/bin/sh -e\nexec /usr/sbin/logrotate -s ")
                .endsWith("\"$@\"\n");
        assertThat(entries).isDirectory();
    }

    @Test
    void withoutItsOptionalOptionsTheSystemsGzipServesAndNoLauncherIsWritten() {
        harness.part(
                "logrotate",
                "recipe = slapos.cookbook:logrotate",
                "logrotate-entries = e",
                "conf = l.conf",
                "state-file = state",
                "logrotate-binary = /usr/sbin/logrotate");
        harness.install();
        assertThat(harness.tree())
                .isEqualTo(Map.of("e", "/", "l.conf", "compressoptions -9\ninclude " + directory.resolve("e")));
    }

    @Test
    void anEntryWithoutWishesIsTheFixedText() throws Exception {
        harness.part(
                "entry",
                "recipe = slapos.cookbook:logrotate.d",
                "logrotate-entries = e",
                "name = app",
                "log = /var/log/a.log /var/log/b.log",
                "backup = /tmp",
                "post = kill -USR1 1",
                "pre = true");
        harness.install();
        assertThat(harness.tree().get("e/app"))
                .isEqualTo(
                        "/var/log/a.log /var/log/b.log {\ndaily\ndateext\nrotate 3650\ncompress\ndelaycompress\nnotifempty\n"
                                + "sharedscripts\ncreate\nolddir /tmp\npostrotate\nkill -USR1 1\nendscript\nprerotate\ntrue\nendscript\n}\n");
        assertThat(mode(directory.resolve("e/app"))).isEqualTo("rw-------");
    }

    @Test
    void theTutorialsEntryIsHonouredWithAWarningForItsSlip() {
        harness.section(
                        "logrotate",
                        "recipe = slapos.cookbook:logrotate",
                        "logrotate-binary = /usr/sbin/logrotate",
                        "conf = etc/logrotate.conf",
                        "logrotate-entries = etc/logrotate.d",
                        "state-file = var/logrotate.status")
                .part(
                        "entry",
                        "<= logrotate",
                        "recipe = slapos.cookbook:logrotate.d",
                        "name = app-logrotate",
                        "log = var/app.log",
                        "frequency = weekly",
                        "rotatep-num = 7",
                        "notifempty = true",
                        "create = true");
        assertThat(harness.plan().warnings().stream().map(Diagnostic::problem))
                .contains("option 'rotatep-num' of part entry is taken for rotate-num (did you mean rotate-num?)");
        harness.install();
        assertThat(harness.tree().get("etc/logrotate.d/app-logrotate"))
                .isEqualTo(
                        "var/app.log {\nweekly\ndateext\nrotate 7\ncompress\ndelaycompress\nnotifempty\nsharedscripts\ncreate\n}\n");
    }

    @Test
    void wishesThatAreNoneAreRefused() {
        harness.part(
                "entry",
                "recipe = slapos.cookbook:logrotate.d",
                "logrotate-entries = e",
                "name = app",
                "log = l",
                "frequency = often");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo(
                        "option 'frequency' of part entry is 'often', and not one of hourly, daily, weekly, monthly, yearly");
        harness.clear()
                .part(
                        "entry",
                        "recipe = slapos.cookbook:logrotate.d",
                        "logrotate-entries = e",
                        "name = ../app",
                        "log = l");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("option 'name' of section [entry] is '../app', which is not the name of a file");
    }

    @Test
    void theRealLogrotateRotatesByIt() throws Exception {
        Path logrotate = Path.of("/usr/sbin/logrotate");
        Assumptions.assumeTrue(Files.isExecutable(logrotate), "there is no logrotate");
        Path log = Files.writeString(directory.resolve("app.log"), "a line\n");
        harness.part(
                        "logrotate",
                        "recipe = slapos.cookbook:logrotate",
                        "logrotate-entries = e",
                        "conf = l.conf",
                        "state-file = state",
                        "wrapper = rotate",
                        "logrotate-binary = " + logrotate)
                .part(
                        "entry",
                        "recipe = slapos.cookbook:logrotate.d",
                        "logrotate-entries = e",
                        "name = app",
                        "log = " + log,
                        "backup = old",
                        "post = echo rotated > " + directory.resolve("told"));
        harness.install();
        Outcome outcome = Command.in(directory, directory.resolve("rotate").toString(), "--force")
                .run();
        assertThat(outcome.output().text()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(log).isEmptyFile();
        assertThat(directory.resolve("told")).hasContent("rotated");
        try (var rotated = Files.list(directory.resolve("old"))) {
            assertThat(rotated.toList())
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasContent("a line"));
        }
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void eachWishOfAnEntryIsALineOfIt() throws Exception {
        harness.part(
                "entry",
                "recipe = slapos.cookbook:logrotate.d",
                "logrotate-entries = e",
                "name = app",
                "log = /var/log/a.log",
                "frequency = monthly",
                "rotate-num = 3",
                "notifempty = false",
                "create = false",
                "compress = false",
                "delaycompress = false",
                "copytruncate = true");
        harness.install();
        assertThat(harness.tree().get("e/app"))
                .isEqualTo(
                        "/var/log/a.log {\nmonthly\ndateext\nrotate 3\nnocompress\nnodelaycompress\nifempty\nsharedscripts\nnocreate\ncopytruncate\n}\n");
    }
}
