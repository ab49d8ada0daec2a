package io.buildout4j.promise.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.promise.PromiseResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Checks that have to do with certificates, with real ones. */
class CertificateChecksTest extends CheckFixture {
    @Test
    void aCertificateIsCheckedForItsEndAndItsKey() throws Exception {
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.crt -days 30 -subj /CN=localhost");
        openssl("rsa -in rsa.key -out rsa1.key -traditional");
        openssl("ecparam -name prime256v1 -genkey -noout -out ec.key");
        openssl("req -x509 -new -key ec.key -out ec.crt -days 30 -subj /CN=localhost");
        openssl("req -x509 -newkey ed25519 -nodes -keyout ed.key -out ed.crt -days 30 -subj /CN=localhost");

        assertKept(
                "check_certificate",
                Map.of("certificate", "rsa.crt"),
                "OK Certificate 'rsa.crt' is ok, no key provided");
        for (String[] pair : new String[][] {
            {"rsa.crt", "rsa.key"}, {"rsa.crt", "rsa1.key"}, {"ec.crt", "ec.key"}, {"ed.crt", "ed.key"}
        }) {
            assertKept(
                    "check_certificate",
                    Map.of("certificate", pair[0], "key", pair[1]),
                    "OK Certificate '" + pair[0] + "' and key '" + pair[1] + "' are ok");
        }
        assertFailed(
                "check_certificate",
                Map.of("certificate", "rsa.crt", "key", "ec.key"),
                "ERROR Certificate 'rsa.crt' does not match key 'ec.key'");
        openssl("genrsa -out other.key 2048");
        assertFailed(
                "check_certificate",
                Map.of("certificate", "rsa.crt", "key", "other.key"),
                "ERROR Certificate 'rsa.crt' does not match key 'other.key'");
        assertFailed(
                "check_certificate",
                Map.of("certificate", "rsa.crt", "certificate-expiration-days", "31"),
                "ERROR Certificate 'rsa.crt' will expire in less than 31 days");
        assertFailed(
                "check_certificate",
                Map.of("certificate", "rsa.crt", "certificate-expiration-days", "x"),
                "ERROR certificate-expiration-days is wrong: 'x'");
        assertFailed(
                "check_certificate",
                Map.of("certificate", "rsa.key"),
                "ERROR Problem loading certificate 'rsa.key', error: Invalid PEM encoding");
    }

    @Test
    void aServerWithACertificateOfItsOwnIsAskedUnlessItHasToBeVerified() throws Exception {
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout s.key -out s.crt -days 30 -subj /CN=localhost"
                + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1");
        int port = freePort();
        Process server = serve(port);
        try {
            awaitListening(port);
            String url = "https://127.0.0.1:" + port + "/";
            String fine = "non-authenticated request to '" + url + "' succeeded (returned expected code 200)";
            assertKept("check_url_available", Map.of("url", url), fine);
            assertKept("check_url_available", Map.of("url", url, "ca-cert-file", "s.crt"), fine);
            PromiseResult verified = test("check_url_available", Map.of("url", url, "verify", "1"));
            assertThat(verified.failed()).isTrue();
            assertThat(verified.message()).startsWith("ERROR SSL error while accessing '" + url + "': ");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void aServerThatWantsACertificateIsShownOne() throws Exception {
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout s.key -out s.crt -days 30 -subj /CN=localhost"
                + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1");
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout c.key -out c.crt -days 30 -subj /CN=client");
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout o.key -out o.crt -days 30 -subj /CN=other");
        int port = freePort();
        Process server = serve(port, "-Verify", "1", "-CAfile", "c.crt", "-verify_return_error");
        try {
            awaitListening(port);
            String url = "https://127.0.0.1:" + port + "/";
            assertKept(
                    "check_url_available",
                    Map.of("url", url, "ca-cert-file", "s.crt", "cert-file", "c.crt", "key-file", "c.key"),
                    "non-authenticated request to '" + url + "' succeeded (returned expected code 200)");
            assertThat(test("check_url_available", Map.of("url", url)).failed()).isTrue();
            assertThat(test("check_url_available", Map.of("url", url, "cert-file", "o.crt", "key-file", "o.key"))
                            .failed())
                    .isTrue();
            assertThat(test("check_url_available", Map.of("url", url, "cert-file", "none.crt", "key-file", "c.key"))
                            .message())
                    .startsWith("ERROR")
                    .contains("none.crt");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void aWebsocketMayBeEncrypted() throws Exception {
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout s.key -out s.crt -days 30 -subj /CN=localhost");
        openssl("pkcs12 -export -inkey s.key -in s.crt -out s.p12 -passout pass:secret");
        KeyStore keys = KeyStore.getInstance(partition.resolve("s.p12").toFile(), "secret".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "secret".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        try (ServerSocket server = WebSocketEcho.echo(
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()))) {
            String url = "wss://127.0.0.1:" + server.getLocalPort() + "/";
            assertKept(
                    "check_websocket_available",
                    Map.of("url", url, "content-to-send", "hello", "content-to-receive", "hello"),
                    "Correctly received 'hello' from '" + url + "'");
        }
    }

    private Process serve(int port, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "openssl",
                "s_server",
                "-accept",
                "" + port,
                "-cert",
                "s.crt",
                "-key",
                "s.key",
                "-www",
                "-4",
                "-quiet"));
        words.addAll(List.of(more));
        return new ProcessBuilder(words)
                .directory(partition.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
