package io.buildout4j.recipes.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.process.Command;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads and archives that are larger than what is left of a real, small disk. */
class FullDiskTest {

    @TempDir
    private Path directory;

    private Path disk;
    private RecipeHarness harness;
    private FileServer server;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                Command.in(directory, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString())
                        .run()
                        .succeeded(),
                "no small disk can be mounted here");
        harness = RecipeHarness.in(disk).recipes(new StandardRecipes());
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        Path small = Fixtures.tarGz(
                directory.resolve("zeros.tar.gz"),
                Map.of("zeros/one", "0".repeat(900_000), "zeros/two", "0".repeat(900_000)));
        server = new FileServer().with("/noise", noise).with("/zeros.tar.gz", Files.readAllBytes(small));
    }

    @AfterEach
    void unmount() throws Exception {
        if (server != null) {
            server.close();
            Command.in(directory, "umount", disk.toString()).run();
        }
    }

    @Test
    void aDownloadThatDoesNotFitLeavesNothing() {
        harness.part("file", "recipe = slapos.recipe.build:download", "url = " + server.url("/noise"));
        assertThat(harness.failure().getMessage()).containsIgnoringCase("no space left on device");
        assertThat(harness.tree()).isEmpty();
        assertThat(disk.resolve(".installed.cfg")).doesNotExist();
    }

    @Test
    void anArchiveThatDoesNotFitLeavesNothing() {
        harness.part("tree", "recipe = slapos.recipe.build:download-unpacked", "url = " + server.url("/zeros.tar.gz"));
        assertThat(harness.failure().getMessage()).containsIgnoringCase("no space left on device");
        assertThat(harness.tree()).isEmpty();
    }

    @Test
    void whatWasThereBeforeStays() throws Exception {
        harness.part("tree", "recipe = slapos.recipe.template", "inline = old", "output = file");
        harness.install();
        harness.part("tree", "recipe = slapos.recipe.build:download-unpacked", "url = " + server.url("/zeros.tar.gz"));
        assertThat(harness.failure().getMessage()).containsIgnoringCase("no space left on device");
        assertThat(disk.resolve("file")).hasContent("old");
    }
}
