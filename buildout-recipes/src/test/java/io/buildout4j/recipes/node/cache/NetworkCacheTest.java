package io.buildout4j.recipes.node.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.buildout4j.Buildout;
import io.buildout4j.download.DownloadStore;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.node.SoftwareRelease;
import io.buildout4j.recipes.node.SoftwareReleases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkCacheTest {

    private static final String URL = "https://example.com/app-1.0.tar.gz";

    @TempDir
    private Path directory;

    private final Map<String, String> entries = new ConcurrentHashMap<>();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private HttpServer server;
    private KeyPair keys;

    /** The server's side: what it is given by PUT under a digest it keeps if that is the digest, entries are collected. */
    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/shacache/", exchange -> {
            String name = name(exchange.getRequestURI().getPath());
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("PUT")) {
                boolean right = DigestUtils.sha512Hex(body).equals(name);
                if (right) {
                    files.put(name, body);
                }
                exchange.sendResponseHeaders(right ? 201 : 400, -1);
            } else {
                answer(exchange, files.get(name));
            }
            exchange.close();
        });
        server.createContext("/shadir/", exchange -> {
            String name = name(exchange.getRequestURI().getPath());
            if (exchange.getRequestMethod().equals("PUT")) {
                String pair = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                entries.merge(name, pair, (old, added) -> added + "," + old);
                exchange.sendResponseHeaders(201, -1);
            } else {
                String list = entries.get(name);
                answer(exchange, list == null ? null : ("[" + list + "]").getBytes(StandardCharsets.UTF_8));
            }
            exchange.close();
        });
        server.start();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange, byte[] body) throws IOException {
        if (body == null) {
            exchange.sendResponseHeaders(404, -1);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private NetworkCache cache(Certificates certificates) {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return new NetworkCache(
                new HttpBlobs(base + "/shacache", HttpBlobs.settings(directory)),
                new HttpBlobs(base + "/shadir", HttpBlobs.settings(directory)),
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
        server.createContext("/source/", exchange -> {
            answer(exchange, "the bytes".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/source/app-1.0.tar.gz";
        try (NetworkCache cache = cache(ours())) {
            download(cache, url, directory.resolve("one"));
            server.removeContext("/source/");
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
