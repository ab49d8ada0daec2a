package io.buildout4j.engine.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.download.DownloadSettings.Limits;
import io.buildout4j.download.DownloadSettings.Retries;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server that speaks TLS, with a certificate made for the test. */
@Timeout(30)
class EncryptedTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path directory;

    private SSLContext before;
    private ScriptedServer server;

    private KeyStore store(String certificateName) throws Exception {
        Path file = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=" + certificateName,
                        "-ext",
                        "san=dns:" + certificateName,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private void serve(String certificateName, boolean trusted, ScriptedServer.Script... scripts) throws Exception {
        KeyStore store = store(certificateName);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        if (trusted) {
            SSLContext.setDefault(context);
        }
        server = new ScriptedServer(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()), scripts);
    }

    @BeforeEach
    void rememberWhomWeTrust() throws Exception {
        before = SSLContext.getDefault();
    }

    @AfterEach
    void stop() throws IOException {
        SSLContext.setDefault(before);
        if (server != null) {
            server.close();
        }
    }

    private void fetch() throws Exception {
        DownloadSettings settings = DownloadSettings.in(directory)
                .withRetries(new Retries(1, Duration.ofMillis(1), Duration.ofMillis(1)))
                .withLimits(Limits.standard().withPatience(Duration.ofSeconds(5)));
        try (VerifiedDownloads downloads = new VerifiedDownloads(settings, directory, progress -> {})) {
            downloads.fetch(
                    DownloadRequest.of("https://localhost:" + server.port() + "/file"), directory.resolve("file"));
        }
    }

    @Test
    void aServerThatIsTrustedGivesTheFile() throws Exception {
        serve("localhost", true, ScriptedServer.redirect("/other"), ScriptedServer.ok("ok"));
        fetch();
        assertThat(directory.resolve("file")).hasContent("ok");
    }

    @Test
    void aRedirectionFromHttpsToHttpIsRefused() throws Exception {
        try (ScriptedServer plain = new ScriptedServer(ScriptedServer.ok("forged"))) {
            serve("localhost", true, ScriptedServer.redirect(plain.url("/file")));
            assertThatThrownBy(this::fetch).hasMessageContaining("it redirects from https to http, which is refused");
            assertThat(plain.requests()).isEmpty();
        }
        assertThat(directory.resolve("file")).doesNotExist();
    }

    @Test
    void aServerNobodyVouchesForIsNotTrusted() throws Exception {
        serve("localhost", false, ScriptedServer.ok("ok"));
        assertThatThrownBy(this::fetch).hasMessageContaining("the server cannot be trusted");
    }

    @Test
    void aCertificateOfAnotherHostIsNotTrusted() throws Exception {
        serve("elsewhere.example", true, ScriptedServer.ok("ok"));
        assertThatThrownBy(this::fetch).hasMessageContaining("the server cannot be trusted");
    }
}
