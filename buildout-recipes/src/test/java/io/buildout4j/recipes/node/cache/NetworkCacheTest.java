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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
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
    void aDownloadThatBreaksOffGoesOnWhereItStopped() throws Exception {
        byte[] content = new byte[200_000];
        new Random(1).nextBytes(content);
        try (NetworkCache cache = cache(ours())) {
            cache.keep(URL, Files.write(directory.resolve("large"), content));
        }
        List<String> ranges = new CopyOnWriteArrayList<>();
        try (ServerSocket breaking = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
                NetworkCache cache = new NetworkCache(
                        new HttpBlobs("http://127.0.0.1:" + breaking.getLocalPort(), HttpBlobs.settings(directory)),
                        new HttpBlobs(server.url("shadir"), HttpBlobs.settings(directory)),
                        ours(),
                        directory.resolve("temporary"))) {
            Thread thread = new Thread(() -> serveInTwo(breaking, content, ranges));
            thread.setDaemon(true);
            thread.start();

            assertThat(cache.restore(URL, directory.resolve("target"))).isTrue();
        }
        assertThat(directory.resolve("target")).hasBinaryContent(content);
        assertThat(ranges).containsExactly("", "bytes=100000-");
    }

    /** The first answer ends in the middle. */
    private static void serveInTwo(ServerSocket socket, byte[] content, List<String> ranges) {
        int half = content.length / 2;
        try {
            for (int request = 0; request < 2; request++) {
                try (Socket connection = socket.accept()) {
                    BufferedReader head = new BufferedReader(
                            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
                    String range = "";
                    for (String line = head.readLine(); line != null && !line.isEmpty(); line = head.readLine()) {
                        range = line.startsWith("Range: ") ? line.substring("Range: ".length()) : range;
                    }
                    ranges.add(range);
                    String answer = request == 0
                            ? "200 OK\r\nETag: \"one\"\r\nContent-Length: " + content.length
                            : "206 Partial Content\r\nETag: \"one\"\r\nContent-Range: bytes " + half + "-"
                                    + (content.length - 1) + "/" + content.length + "\r\nContent-Length: " + half;
                    OutputStream out = connection.getOutputStream();
                    out.write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.write(content, request * half, half);
                    out.flush();
                }
            }
        } catch (IOException e) {
            ranges.add(e.toString());
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
