package io.buildout4j.promise.check;

import io.buildout4j.promise.Parameters;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a check trusts, and as whom it shows itself. */
final class Tls {
    private static final char[] NO_PASSWORD = {};

    private Tls() {}

    /** Trusts anybody: what matters to the check is that somebody answers. */
    static SSLContext anybody() throws GeneralSecurityException {
        return context(new KeyManager[0], new TrustManager[] {new Anybody()});
    }

    /**
     * By {@code verify}, {@code ca-cert-file}, {@code cert-file} and {@code key-file}.
     *
     * @param verified whether certificates are verified at all
     */
    static SSLContext of(Parameters parameters, Path directory, boolean verified)
            throws IOException, GeneralSecurityException {
        Optional<String> certificate = parameters.findText("cert-file");
        Optional<String> key = parameters.findText("key-file");
        KeyManager[] keys = certificate.isPresent() && key.isPresent()
                ? keys(directory.resolve(certificate.get()), directory.resolve(key.get()))
                : new KeyManager[0];
        if (!verified) {
            return context(keys, new TrustManager[] {new Anybody()});
        }
        Optional<String> authorities = parameters.findText("ca-cert-file");
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(
                authorities.isPresent()
                        ? store(Pem.certificates(directory.resolve(authorities.get())))
                        : (@Nullable KeyStore) null);
        return context(keys, trust.getTrustManagers());
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    private static KeyManager[] keys(Path certificateFile, Path keyFile) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = Pem.certificates(certificateFile);
        PrivateKey key = Pem.privateKey(keyFile, chain.get(0))
                .orElseThrow(() -> new GeneralSecurityException("the key does not match the certificate"));
        KeyStore store = store(List.of());
        store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore store(List<X509Certificate> certificates) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("trusted-" + i, certificates.get(i));
        }
        return store;
    }

    /** Extended, so that the JDK does not compare host names behind its back. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
