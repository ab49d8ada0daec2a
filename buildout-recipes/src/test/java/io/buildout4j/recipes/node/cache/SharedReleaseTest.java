package io.buildout4j.recipes.node.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.Buildout;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.download.PartStore;
import io.buildout4j.recipes.node.SoftwareRelease;
import io.buildout4j.recipes.node.SoftwareReleases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finished software releases in the layout of Bazel's cache, on a real nginx. */
class SharedReleaseTest {

    @TempDir
    private Path directory;

    private Path runs;
    private Path root;
    private Path shared;
    private Nginx nginx;
    private SharedCache cache;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Nginx.isHere(), "no nginx");
        nginx = Nginx.start(Files.createDirectories(directory.resolve("server")));
        cache = new SharedCache(
                new HttpBlobs(nginx.url(), HttpBlobs.settings(directory)),
                Trust.everybody(),
                directory.resolve("temporary"));
        runs = directory.resolve("runs");
        root = directory.resolve("root");
        shared = directory.resolve("shared");
    }

    @AfterEach
    void close() {
        if (nginx != null) {
            cache.close();
            nginx.close();
        }
    }

    /** A part of its own, and one that releases share. */
    private Path profile(String text) throws IOException {
        Path source = Files.createDirectories(directory.resolve("source"));
        return Files.writeString(directory.resolve("software.cfg"), """
                [buildout]
                parts = own common
                [own]
                recipe = plone.recipe.command
                location = ${buildout:parts-directory}/own
                command = echo own >> %1$s; mkdir -p ${:location}; echo %2$s > ${:location}/text
                update-command =
                [common]
                recipe = slapos.recipe.cmmi
                shared = true
                path = %3$s
                configure-command = echo common >> %1$s
                make-binary =
                make-targets = mkdir @@LOCATION@@/bin
                """.formatted(runs, text, source));
    }

    private SoftwareRelease install(Path profile) {
        return new SoftwareReleases(
                        root,
                        () -> Buildout.builder()
                                .recipes(new StandardRecipes())
                                .service(PartStore.class, cache)
                                .withoutUserDefaults(),
                        SoftwareReleases.Settings.standard()
                                .withSharedParts(List.of(shared))
                                .withStore(cache))
                .install(profile.toString());
    }

    private void anotherMachine() throws IOException {
        Trees.delete(root);
        Trees.makeWritable(shared);
        Trees.delete(shared);
    }

    private List<String> built() throws IOException {
        return Files.readAllLines(runs);
    }

    @Test
    void aReleaseIsBuiltOnceForAllMachines() throws IOException {
        Path profile = profile("one");
        install(profile);
        Trees.delete(root);

        SoftwareRelease second = install(profile);

        assertThat(built()).containsExactly("own", "common");
        assertThat(second.isComplete()).isTrue();
        assertThat(second.directory().resolve("parts/own/text")).hasContent("one");
    }

    @Test
    void sharedPartsThatARestoredReleaseMissesAreMade() throws IOException {
        Path profile = profile("one");
        install(profile);
        anotherMachine();

        install(profile);

        assertThat(built())
                .as("of sources in a directory nobody knows the content")
                .containsExactly("own", "common", "common");
        try (Stream<Path> parts = Files.list(shared.resolve("common"))) {
            assertThat(parts.filter(part -> Files.isDirectory(part.resolve("bin"))))
                    .hasSize(1);
        }
    }

    @Test
    void aReleaseWhoseProfileChangedIsBroughtUpToDateAndKeptAnew() throws IOException {
        install(profile("one"));
        Trees.delete(root);
        Path changed = profile("two");
        SoftwareRelease second = install(changed);
        assertThat(second.directory().resolve("parts/own/text")).hasContent("two");
        Trees.delete(root);

        SoftwareRelease third = install(changed);

        assertThat(third.directory().resolve("parts/own/text")).hasContent("two");
        assertThat(built()).containsExactly("own", "common", "own");
    }

    @Test
    void aReleaseThatNobodyTrustedSignedIsBuilt() throws IOException {
        Path profile = profile("one");
        install(profile);
        cache.close();
        cache = new SharedCache(
                new HttpBlobs(nginx.url(), HttpBlobs.settings(directory)), Trust.in(), directory.resolve("temporary"));
        Trees.delete(root);

        install(profile);

        assertThat(built()).containsExactly("own", "common", "own");
    }
}
