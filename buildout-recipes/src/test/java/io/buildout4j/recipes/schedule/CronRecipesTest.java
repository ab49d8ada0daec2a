package io.buildout4j.recipes.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CronRecipesTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    @Test
    void aJobIsOneLine() throws Exception {
        harness.part(
                "job",
                "recipe = slapos.cookbook:cron.d",
                "cron-entries = cron.d",
                "name = backup",
                "frequency = 5 * * * *",
                "command = /bin/backup --all");
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("cron.d/backup", "5 * * * * /bin/backup --all\n"));
        assertThat(mode(directory.resolve("cron.d/backup"))).startsWith("rw-r");
    }

    @Test
    void aTimeIsTranslated() {
        harness.part(
                "job",
                "recipe = slapos.cookbook:cron.d",
                "cron-entries = cron.d",
                "name = backup",
                "time = Mon-Fri 03:15",
                "command = x");
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("cron.d/backup", "15 03 * * 1-5 x\n"));
    }

    @Test
    void aTimeThatCronCannotFollowIsRefused() {
        harness.part(
                "job",
                "recipe = slapos.cookbook:cron.d",
                "cron-entries = cron.d",
                "name = backup",
                "time = 2020-01-01",
                "command = x");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo(
                        "option 'time' of section [job] is '2020-01-01', which is not a systemd calendar that cron can follow");
    }

    @Test
    void theDaemonGetsItsDirectories() {
        harness.part(
                "cron",
                "recipe = slapos.cookbook:cron",
                "binary = bin/crond",
                "dcrond-binary = /usr/sbin/crond",
                "cron-entries = /e",
                "crontabs = /c",
                "cronstamps = /s",
                "catcher = /m",
                "log-file = /l");
        harness.install();
        assertThat(harness.tree())
                .isEqualTo(Map.of(
                        "bin/crond",
                        "#!/bin/sh -e\nexec /usr/sbin/crond -s /e -c /c -t /s -f \\\n\t-l 5 -M /m -L /l \"$@\"\n"));
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
