package io.buildout4j.recipes.node.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.buildout4j.Buildout;
import io.buildout4j.download.DownloadStore;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.node.SoftwareRelease;
import io.buildout4j.recipes.node.SoftwareReleases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkCacheTest {

    private static final String URL = "https://example.com/app-1.0.tar.gz";

    @TempDir
    private Path directory;

    private CacheServer server;
    private Map<String, String> entries;
    private Map<String, byte[]> files;
    private KeyPair keys;

    @BeforeEach
    void serve() throws Exception {
        server = new CacheServer();
        entries = server.entries;
        files = server.files;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private NetworkCache cache(Certificates certificates) {
        return new NetworkCache(
                new HttpBlobs(server.url("shacache"), HttpBlobs.settings(directory)),
                new HttpBlobs(server.url("shadir"), HttpBlobs.settings(directory)),
                certificates,
                directory.resolve("temporary"));
    }

    private Certificates ours() {
        return Certificates.of(keys.getPublic()).signing(keys.getPrivate());
    }

    private Path file() throws IOException {
        return Files.writeString(directory.resolve("app-1.0.tar.gz"), "the bytes");
    }

    @Test
    void whatSomebodyUploadedIsDownloaded() throws Exception {
        Path target = directory.resolve("target");
        try (NetworkCache cache = cache(ours())) {
            cache.keep(URL, file());

            assertThat(cache.restore(URL, target)).isTrue();
        }
        assertThat(target).hasContent("the bytes");
        assertThat(entries).containsOnlyKeys("file-urlmd5:" + DigestUtils.md5Hex(URL));
    }

    @Test
    void aPlainStoreKeepsTheLastEntryOfAKey() throws Exception {
        assumeTrue(Nginx.isHere(), "no nginx");
        try (Nginx nginx = Nginx.start(Files.createDirectories(directory.resolve("server")));
                NetworkCache cache = new NetworkCache(
                        new HttpBlobs(nginx.url() + "shacache", HttpBlobs.settings(directory)),
                        new HttpBlobs(nginx.url() + "shadir", HttpBlobs.settings(directory)),
                        ours(),
                        directory.resolve("temporary"))) {
            cache.keep(URL, file());
            cache.keep(URL, file());

            assertThat(cache.restore(URL, directory.resolve("target"))).isTrue();
            assertThat(directory.resolve("target")).hasContent("the bytes");
            assertThat(nginx.answered("PUT", 201)).isEqualTo(2);
        }
    }

    @Test
    void whatIsThereIsNotUploadedTwice() throws Exception {
        try (NetworkCache cache = cache(ours())) {
            cache.keep(URL, file());
            cache.keep(URL, file());
        }
        assertThat(new ObjectMapper().readTree("[" + entries.values().iterator().next() + "]"))
                .hasSize(1);
    }

    @Test
    void bothWaysOfSigningAreBelieved() throws Exception {
        try (NetworkCache cache = cache(Certificates.of(keys.getPublic()).signingStrongly(keys.getPrivate()))) {
            cache.keep(URL, file());
            assertThat(entries.values()).allSatisfy(pair -> assertThat(pair).contains("\"sha256:"));
            assertThat(cache.restore(URL, directory.resolve("target"))).isTrue();
        }
    }

    @Test
    void whatAStrangerSignedIsNotThere() throws Exception {
        KeyPair stranger = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        try (NetworkCache theirs = cache(Certificates.of(stranger.getPublic()).signing(stranger.getPrivate()));
                NetworkCache ours = cache(ours());
                NetworkCache anybody = cache(ours().orUnsigned())) {
            theirs.keep(URL, file());

            assertThat(ours.restore(URL, directory.resolve("target"))).isFalse();
            assertThat(anybody.restore(URL, directory.resolve("other"))).isTrue();
        }
    }

    @Test
    void otherContentUnderTheSameDigestIsNotTaken() throws Exception {
        try (NetworkCache cache = cache(ours())) {
            cache.keep(URL, file());
            files.replaceAll((digest, bytes) -> "other bytes".getBytes(StandardCharsets.UTF_8));

            assertThat(cache.restore(URL, directory.resolve("target"))).isFalse();
        }
        assertThat(directory.resolve("target")).doesNotExist();
    }

    @Test
    void withoutAKeyNothingIsStored() throws Exception {
        try (NetworkCache cache = cache(Certificates.of(keys.getPublic()))) {
            cache.keep(URL, file());
        }
        assertThat(files).isEmpty();
    }

    @Test
    void aSecondMachineDownloadsFromTheCache() throws Exception {
        server.serve("/source/", "the bytes".getBytes(StandardCharsets.UTF_8));
        String url = server.url("source/app-1.0.tar.gz");
        try (NetworkCache cache = cache(ours())) {
            download(cache, url, directory.resolve("one"));
            server.forget("/source/");
            download(cache, url, directory.resolve("other"));
        }
        assertThat(directory.resolve("other/parts/file/app")).hasContent("the bytes");
    }

    private static void download(NetworkCache cache, String url, Path machine) throws Exception {
        Files.createDirectories(machine);
        Path profile =
                Files.writeString(machine.resolve("buildout.cfg"), """
                [buildout]
                parts = file
                [file]
                recipe = slapos.recipe.build:download
                url = %s
                md5sum = %s
                filename = app
                """.formatted(url, DigestUtils.md5Hex("the bytes")));
        Buildout buildout = Buildout.builder()
                .recipes(new StandardRecipes())
                .withoutUserDefaults()
                .service(DownloadStore.class, cache)
                .build();
        buildout.install(buildout.plan(buildout.load(profile)));
    }

    @Test
    void aFinishedReleaseIsBuiltOnce() throws Exception {
        Path runs = directory.resolve("runs");
        Path profile = Files.writeString(directory.resolve("software.cfg"), """
                [buildout]
                parts = one
                [one]
                recipe = plone.recipe.command
                location = ${buildout:parts-directory}/one
                command = echo x >> %s; mkdir -p ${:location}; echo ${:location} > ${:location}/place
                """.formatted(runs));
        Path root = directory.resolve("root");
        try (NetworkCache cache = cache(ours())) {
            install(cache, root, profile);
            Trees.delete(root);
            SoftwareRelease second = install(cache, root, profile);

            assertThat(runs).hasContent("x");
            assertThat(second.isComplete()).isTrue();
            assertThat(second.directory().resolve("parts/one/place"))
                    .hasContent(second.directory().resolve("parts/one").toString());
            // One that names its place works there alone.
            install(cache, directory.resolve("elsewhere"), profile);
            assertThat(Files.readAllLines(runs)).hasSize(2);
        }
    }

    private static SoftwareRelease install(NetworkCache cache, Path root, Path profile) {
        return new SoftwareReleases(
                        root,
                        () -> Buildout.builder().recipes(new StandardRecipes()).withoutUserDefaults(),
                        SoftwareReleases.Settings.standard().withStore(cache))
                .install(profile.toString());
    }
}
