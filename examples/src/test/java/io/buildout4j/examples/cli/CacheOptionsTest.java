package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.buildout4j.process.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two machines, a directory each, and a server between them. */
class CacheOptionsTest {

    @TempDir
    private Path directory;

    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private HttpServer server;
    private Path archive;
    private Path publicKey;
    private Path privateKey;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            byte[] found = kept.get(path);
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    kept.put(path, body);
                    exchange.sendResponseHeaders(201, -1);
                }
                case "HEAD" -> exchange.sendResponseHeaders(found == null ? 404 : 200, -1);
                default -> {
                    exchange.sendResponseHeaders(found == null ? 404 : 200, found == null ? -1 : found.length);
                    exchange.getResponseBody().write(found == null ? new byte[0] : found);
                }
            }
            exchange.close();
        });
        server.start();
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        publicKey = pem("builder.pub", "PUBLIC KEY", keys.getPublic().getEncoded());
        privateKey = pem("builder.key", "PRIVATE KEY", keys.getPrivate().getEncoded());
        Path source = Files.createDirectories(directory.resolve("source/app"));
        Files.writeString(source.resolve("configure"), "#!/bin/sh\necho x >> " + directory + "/builds\n");
        Files.writeString(
                source.resolve("Makefile"), "all:\ninstall:\n\tmkdir -p $(PREFIX)/bin; cp configure $(PREFIX)/bin\n");
        archive = directory.resolve("app.tar.gz");
        assertThat(Command.shell(directory, "chmod +x source/app/configure && tar czf app.tar.gz -C source app")
                        .run()
                        .succeeded())
                .isTrue();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Path pem(String name, String kind, byte[] der) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                        + "-----\n");
    }

    private Path profile(String machine) throws IOException {
        Path home = Files.createDirectories(directory.resolve(machine));
        return Files.writeString(home.resolve("buildout.cfg"), """
                [buildout]
                parts = app
                shared-part-list = %s/shared
                [app]
                recipe = slapos.recipe.cmmi
                shared = true
                url = %s
                md5sum = %s
                make-options = PREFIX=@@LOCATION@@
                """.formatted(
                        home, archive, DigestUtils.md5Hex(Files.readAllBytes(archive))));
    }

    private Ran install(String machine, String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of("-U", "-c", profile(machine).toString(), "install"));
        line.addAll(List.of(more));
        return Ran.program(line.toArray(String[]::new));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private long builds() throws IOException {
        Path file = directory.resolve("builds");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    @Test
    void whatOneMachineBuiltAnotherInstalls() throws IOException {
        Ran first = install("one", "--cache", url(), "--cache-sign", privateKey.toString());
        Ran second = install("two", "--cache", url(), "--cache-trust", publicKey.toString());

        assertThat(first.status()).as(first.err()).isZero();
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(builds()).isEqualTo(1);
        assertThat(kept.keySet()).hasSize(2).allMatch(path -> path.matches("/(ac|cas)/[0-9a-f]{64}"));
    }

    @Test
    void aReleaseIsBuiltFromTheCacheToo() throws IOException {
        install("one", "--cache", url(), "--cache-sign", privateKey.toString());

        Ran ran = Ran.program(
                "deploy",
                "software",
                profile("one").toString(),
                "--root",
                directory.resolve("root").toString(),
                "--shared",
                directory.resolve("elsewhere").toString(),
                "--cache",
                url(),
                "--cache-trust",
                publicKey.toString());

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void whoTrustsNobodyIsToldSo() throws IOException {
        Ran ran = install("one", "--cache", url());

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err()).contains("option --cache needs --cache-trust, --cache-sign or --cache-unsigned");
        assertThat(install("one", "--cache-unsigned").err()).contains("need --cache");
    }

    @Test
    void whatNobodySignedIsTakenByThoseWhoSaySo() throws IOException {
        install("one", "--cache", url(), "--cache-unsigned");
        install("two", "--cache", url(), "--cache-trust", publicKey.toString());
        assertThat(builds()).isEqualTo(2);
        install("three", "--cache", url(), "--cache-unsigned");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aKeyThatIsNoneIsWrongUsage() throws IOException {
        Path none = Files.writeString(directory.resolve("none.pem"), "nothing");

        Ran ran = install("one", "--cache", url(), "--cache-trust", none.toString());

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err()).contains("none.pem holds neither a public key nor a certificate");
    }

    @Test
    void aCacheThatIsDownCostsNothingButTime() throws IOException {
        assertThat(install("one", "--cache", "http://127.0.0.1:1", "--cache-unsigned")
                        .status())
                .isZero();
        assertThat(builds()).isEqualTo(1);
    }
}
