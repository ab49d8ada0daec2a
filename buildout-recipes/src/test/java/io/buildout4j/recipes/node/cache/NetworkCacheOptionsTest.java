package io.buildout4j.recipes.node.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkCacheOptionsTest {

    private static final String URL = "https://example.com/app-1.0.tar.gz";

    @TempDir
    private Path directory;

    private CacheServer server;
    private final Map<String, String> options = new HashMap<>();

    @BeforeEach
    void serve() throws Exception {
        server = new CacheServer();
        options.put("download-cache-url", server.url("shacache/"));
        options.put("download-dir-url", server.url("shadir"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String certificate(String name) throws Exception {
        assumeTrue(
                Command.shell(
                                directory,
                                "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=" + name + " -keyout " + name
                                        + ".key -out " + name + ".crt")
                        .run()
                        .succeeded(),
                "there is no openssl");
        return Files.readString(directory.resolve(name + ".crt"));
    }

    private void uploading(String key) {
        options.put("upload-cache-url", server.url("shacache"));
        options.put("upload-dir-url", server.url("shadir"));
        options.put("signature-private-key-file", directory.resolve(key).toString());
    }

    private boolean given() throws Exception {
        Path target = directory.resolve("target");
        Files.deleteIfExists(target);
        try (NetworkCache cache = cache()) {
            return cache.restore(URL, target);
        }
    }

    private void keep() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "the bytes");
        try (NetworkCache cache = cache()) {
            cache.keep(URL, file);
        }
    }

    private NetworkCache cache() throws Exception {
        return new NetworkCacheOptions(options)
                .downloads(directory.resolve("temporary"))
                .orElseThrow();
    }

    @Test
    void whoeverIsInTheListIsBelieved() throws Exception {
        String joe = certificate("joe");
        String ann = certificate("ann");
        uploading("ann.key");
        keep();

        options.put("signature-certificate-list", joe);
        assertThat(given()).isFalse();
        options.put("signature-certificate-list", joe + "\n" + ann);
        assertThat(given()).isTrue();
    }

    @Test
    void withoutUploadUrlsNothingIsStored() throws Exception {
        certificate("ann");
        options.put("signature-private-key-file", directory.resolve("ann.key").toString());
        keep();

        assertThat(server.entries).isEmpty();
        assertThat(server.files).isEmpty();
    }

    @Test
    void aSectionWithoutUrlsNamesNoCache() throws Exception {
        assertThat(new NetworkCacheOptions(options).releases(directory)).isEmpty();
    }

    @Test
    void aKeyThatIsNoneIsRefused() throws Exception {
        uploading("none.key");
        Files.writeString(directory.resolve("none.key"), "nothing");

        assertThatThrownBy(this::cache)
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("none.key holds no unencrypted PKCS 8 key");
    }
}
