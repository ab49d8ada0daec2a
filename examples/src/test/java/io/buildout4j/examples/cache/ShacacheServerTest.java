package io.buildout4j.examples.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipes.node.cache.Certificates;
import io.buildout4j.recipes.node.cache.HttpBlobs;
import io.buildout4j.recipes.node.cache.NetworkCache;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShacacheServerTest {

    private static final String URL = "https://example.com/app-1.0.tar.gz";

    @TempDir
    private Path directory;

    private ShacacheServer server;

    @BeforeEach
    void open() throws IOException {
        server = new ShacacheServer(directory.resolve("store"), new InetSocketAddress("127.0.0.1", 0));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private NetworkCache client(KeyPair keys) {
        return new NetworkCache(
                new HttpBlobs(server.url() + "/shacache", HttpBlobs.settings(directory)),
                new HttpBlobs(server.url() + "/shadir", HttpBlobs.settings(directory)),
                Certificates.of(keys.getPublic()).signing(keys.getPrivate()),
                directory.resolve("temporary"));
    }

    private HttpResponse<String> ask(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void clientsFindWhatOthersGave() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Path file = Files.writeString(directory.resolve("file"), "the bytes");
        try (NetworkCache one = client(keys);
                NetworkCache other = client(keys);
                NetworkCache stranger =
                        client(KeyPairGenerator.getInstance("RSA").generateKeyPair())) {
            one.keep(URL, file);

            assertThat(other.restore(URL, directory.resolve("target"))).isTrue();
            assertThat(stranger.restore(URL, directory.resolve("elsewhere"))).isFalse();
        }
        assertThat(directory.resolve("target")).hasContent("the bytes");
    }

    @Test
    void aFileIsKeptByItsDigest() throws Exception {
        String sha512 = DigestUtils.sha512Hex("the bytes");

        HttpResponse<String> given = ask("POST", "/shacache", "the bytes");

        assertThat(given.statusCode()).isEqualTo(201);
        assertThat(given.body()).isEqualTo(sha512);
        assertThat(ask("GET", "/shacache/" + sha512, "").body()).isEqualTo("the bytes");
        assertThat(ask("PUT", "/shacache/" + sha512, "other bytes").statusCode())
                .isEqualTo(400);
        assertThat(ask("GET", "/shacache/" + sha512, "").body()).isEqualTo("the bytes");
    }

    @Test
    void aDownloadGoesOnWhereItStopped() throws Exception {
        String path = "/shacache/" + ask("POST", "/shacache", "the bytes").body();

        HttpResponse<String> rest = ask("GET", path, "", "Range", "bytes=4-");

        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo("bytes");
        assertThat(rest.headers().firstValue("Content-Range")).hasValue("bytes 4-8/9");
        assertThat(ask("GET", path, "", "Range", "bytes=9-").statusCode()).isEqualTo(416);
    }

    @Test
    void entriesOfAKeyAreCollectedTheNewestFirst() throws Exception {
        ask("PUT", "/shadir/key", "[\"old\", \"\"]");
        ask("PUT", "/shadir/key", "[\"new\", \"\"]");

        assertThat(ask("GET", "/shadir/key", "").body()).isEqualTo("[[\"new\",\"\"],[\"old\",\"\"]]");
        assertThat(ask("PUT", "/shadir/key", "{}").statusCode()).isEqualTo(400);
        assertThat(ask("GET", "/shadir/none", "").statusCode()).isEqualTo(404);
    }

    @Test
    void nothingOutsideIsServed() throws Exception {
        Files.writeString(directory.resolve("secret"), "secret");

        assertThat(ask("GET", "/shacache/..%2f..%2fsecret", "").statusCode()).isEqualTo(404);
        assertThat(ask("PUT", "/shadir/..%2fmine", "[\"\", \"\"]").statusCode()).isEqualTo(404);
    }
}
