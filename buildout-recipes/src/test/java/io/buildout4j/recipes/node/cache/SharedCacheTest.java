package io.buildout4j.recipes.node.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.Buildout;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.download.PartStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedCacheTest {

    @TempDir
    private Path directory;

    private Nginx nginx;
    private KeyPair keys;
    private Path builds;
    private Path source;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Nginx.isHere(), "no nginx");
        nginx = Nginx.start(Files.createDirectories(directory.resolve("server")));
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        builds = directory.resolve("builds");
        source = archive("make-me");
    }

    @AfterEach
    void close() {
        if (nginx != null) {
            nginx.close();
        }
    }

    /** An archive whose configure notes that it ran; its make installs a program that names its own place. */
    private Path archive(String name) throws Exception {
        Path tree = Files.createDirectories(directory.resolve("source").resolve(name));
        Files.writeString(
                tree.resolve("configure"), "#!/bin/sh\necho $1 >> " + builds + "\necho ${1#--prefix=} > prefix\n");
        Files.writeString(tree.resolve("Makefile"), """
                all:
                install:
                \tmkdir -p "`cat prefix`/bin" "`cat prefix`/lib"
                \tcp configure "`cat prefix`/bin/program"
                \tln -s program "`cat prefix`/bin/alias"
                \tif [ -n "$(BOUND)" ]; then cp prefix "`cat prefix`/lib/place"; fi
                """);
        assertThat(tree.resolve("configure").toFile().setExecutable(true)).isTrue();
        Path archive = directory.resolve(name + ".tar.gz");
        assertThat(new ProcessBuilder(
                                "tar",
                                "czf",
                                archive.toString(),
                                "-C",
                                tree.getParent().toString(),
                                name)
                        .start()
                        .waitFor())
                .isZero();
        return archive;
    }

    private SharedCache cache(Trust trust) {
        return cache(nginx.url(), trust);
    }

    private SharedCache cache(String url, Trust trust) {
        DownloadSettings settings = HttpBlobs.settings(directory);
        DownloadSettings.Limits limits = settings.limits().withPatience(Duration.ofSeconds(1));
        return new SharedCache(new HttpBlobs(url, settings.withLimits(limits)), trust, directory.resolve("temporary"));
    }

    private Trust trust() {
        return Trust.in(keys.getPublic()).signing(keys.getPrivate());
    }

    /** A machine installs the part below a directory of shared parts; another machine has that directory empty. */
    private Path install(SharedCache cache, Path shared, String makeOptions) throws IOException {
        Trees.delete(shared);
        Path home = Files.createTempDirectory(directory, "machine");
        Path profile = Files.writeString(home.resolve("buildout.cfg"), """
                [buildout]
                parts = program
                shared-part-list = %s
                [program]
                recipe = slapos.recipe.cmmi
                shared = true
                url = %s
                md5sum = %s
                make-options = %s
                """.formatted(
                        shared, source, DigestUtils.md5Hex(Files.readAllBytes(source)), makeOptions));
        Buildout buildout = Buildout.builder()
                .recipes(new StandardRecipes())
                .service(PartStore.class, cache)
                .withoutUserDefaults()
                .build();
        buildout.install(buildout.plan(buildout.load(profile)));
        try (Stream<Path> parts = Files.list(shared.resolve("program"))) {
            return parts.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private int builds() throws IOException {
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    private Path only(String kind) throws IOException {
        try (Stream<Path> files = Files.list(nginx.files().resolve(kind))) {
            return files.toList().get(0);
        }
    }

    @Test
    void theSecondMachineInstallsWithoutCompiling() throws Exception {
        Path shared = directory.resolve("shared");
        try (SharedCache first = cache(trust());
                SharedCache second = cache(Trust.in(keys.getPublic()))) {
            install(first, shared, "BOUND=1");

            Path part = install(second, shared, "BOUND=1");

            assertThat(builds()).isEqualTo(1);
            assertThat(part.resolve("bin/alias").toRealPath())
                    .isEqualTo(part.resolve("bin/program").toRealPath());
            assertThat(part.resolve("bin/program")).isExecutable();
            assertThat(part.resolve("lib/place")).hasContent(part.toString());
            assertThat(part.resolve(".buildout-shared.json")).exists();
            assertThat(nginx.answered("PUT", 201)).isEqualTo(2);
        }
    }

    @Test
    void whatDoesNotNameItsPlaceGoesElsewhereToo() throws Exception {
        try (SharedCache cache = cache(trust())) {
            install(cache, directory.resolve("shared"), "");
            install(cache, directory.resolve("elsewhere"), "");
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void whatNamesItsPlaceIsBuiltElsewhere() throws Exception {
        try (SharedCache cache = cache(trust())) {
            install(cache, directory.resolve("shared"), "BOUND=1");
            Path part = install(cache, directory.resolve("elsewhere"), "BOUND=1");

            assertThat(part.resolve("lib/place")).hasContent(part.toString());
        }
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void otherOptionsAreAnotherPart() throws Exception {
        Path shared = directory.resolve("shared");
        try (SharedCache cache = cache(trust())) {
            install(cache, shared, "");
            install(cache, shared, "CC=other");
        }
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void whatNobodyTrustedHasSignedIsBuilt() throws Exception {
        Path shared = directory.resolve("shared");
        KeyPair stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        try (SharedCache theirs = cache(Trust.everybody().signing(stranger.getPrivate()));
                SharedCache unsigned = cache(Trust.everybody());
                SharedCache ours = cache(Trust.in(keys.getPublic()))) {
            install(theirs, shared, "");
            install(ours, shared, "");
            assertThat(builds()).isEqualTo(2);
            install(unsigned, shared, "");
            assertThat(builds()).as("a host may believe everybody").isEqualTo(2);
        }
    }

    @Test
    void rightSignatureAndWrongContentIsBuilt() throws Exception {
        Path shared = directory.resolve("shared");
        try (SharedCache cache = cache(trust())) {
            install(cache, shared, "");
            Files.writeString(only("cas"), "something else");

            install(cache, shared, "");
        }
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void rightContentAndWrongSignatureIsBuilt() throws Exception {
        Path shared = directory.resolve("shared");
        try (SharedCache cache = cache(trust())) {
            install(cache, shared, "");
            Path entry = only("ac");
            Files.writeString(entry, Files.readString(entry).replaceFirst("\"size\":", "\"size\":1"));

            install(cache, shared, "");
        }
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aSignedEntryOfAnotherPartIsNotThisPart() throws Exception {
        Path shared = directory.resolve("shared");
        try (SharedCache cache = cache(trust())) {
            install(cache, shared, "");
            Path entry = only("ac");
            byte[] stolen = Files.readAllBytes(entry);
            Files.delete(entry);
            install(cache, shared, "CC=other");
            Files.write(only("ac"), stolen);

            install(cache, shared, "CC=other");
        }
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void aCacheThatIsDownCostsNothingButTime() throws Exception {
        Path shared = directory.resolve("shared");
        try (SharedCache cache = cache("http://127.0.0.1:1/", trust())) {
            for (int i = 0; i < 4; i++) {
                install(cache, shared, "");
            }
        }
        assertThat(builds()).isEqualTo(4);
    }

    @Test
    void aCacheThatIsSilentIsGivenUp() throws Exception {
        Path shared = directory.resolve("shared");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                SharedCache cache = cache("http://127.0.0.1:" + silent.getLocalPort() + "/", trust())) {
            long start = System.nanoTime();
            install(cache, shared, "");
            install(cache, shared, "");
            install(cache, shared, "");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        }
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void aServerThatAnswersEverythingWithAPageIsNotBelieved() throws Exception {
        Path shared = directory.resolve("shared");
        com.sun.net.httpserver.HttpServer liar = com.sun.net.httpserver.HttpServer.create(
                new java.net.InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        liar.createContext("/", exchange -> {
            byte[] page = "<html>Welcome</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        liar.start();
        try (SharedCache cache = cache("http://127.0.0.1:" + liar.getAddress().getPort() + "/", trust())) {
            install(cache, shared, "");
            install(cache, shared, "");
        } finally {
            liar.stop(0);
        }
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aHostileTreeLeavesNothingOutside() throws Exception {
        Path shared = directory.resolve("shared");
        try (SharedCache cache = cache(trust())) {
            install(cache, shared, "");
            Path evil = directory.resolve("evil.tar.gz");
            Path outside = Files.writeString(directory.resolve("outside"), "x");
            assertThat(new ProcessBuilder(
                                    "tar",
                                    "czPf",
                                    evil.toString(),
                                    "--transform",
                                    "s,^,../../../../,",
                                    outside.toString())
                            .start()
                            .waitFor())
                    .isZero();
            byte[] bytes = Files.readAllBytes(evil);
            String sha256 = DigestUtils.sha256Hex(bytes);
            Files.write(nginx.files().resolve("cas").resolve(sha256), bytes);
            Path entry = only("ac");
            Entry forged = new Entry(
                    entry.getFileName().toString(), "program", sha256, bytes.length, shared.toString(), false);
            Files.write(entry, forged.text(trust()));
            Files.delete(outside);

            Path part = install(cache, shared, "");

            assertThat(part.resolve("bin/program")).exists();
            assertThat(outside).doesNotExist();
        }
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aPartOfUnknownInputsIsNotShared() throws Exception {
        Path shared = directory.resolve("shared");
        try (SharedCache cache = cache(trust())) {
            String patch = Files.writeString(directory.resolve("a.patch"), "").toString();
            for (int i = 0; i < 2; i++) {
                try {
                    install(cache, shared, "\npatches = " + patch);
                } catch (io.buildout4j.BuildoutException e) {
                    // An empty patch may be refused; it must not have been asked for.
                }
            }
        }
        assertThat(nginx.files()).isEmptyDirectory();
    }

    @Test
    void aKeyOfAnotherKindIsRefusedPlainly() throws GeneralSecurityException {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Entry entry = new Entry("k", "p", "0".repeat(64), 1, "/", false);

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> entry.text(Trust.everybody().signing(rsa.getPrivate())))
                .hasMessage("the key of the shared cache is no Ed25519 key");
    }
}
