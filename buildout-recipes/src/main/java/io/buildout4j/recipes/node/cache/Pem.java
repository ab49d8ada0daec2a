package io.buildout4j.recipes.node.cache;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates as openssl writes them into files. */
final class Pem {

    private Pem() {}

    /**
     * The private key of a file.
     *
     * @param algorithm the kind of key, as Java calls it
     * @throws GeneralSecurityException if there is none of that kind
     */
    static PrivateKey privateKey(Path file, String algorithm) throws IOException, GeneralSecurityException {
        byte[] der = block(file, "PRIVATE KEY")
                .orElseThrow(() -> new GeneralSecurityException(
                        file + " holds no unencrypted PKCS 8 key; openssl pkcs8 -topk8 -nodes makes one of others"));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    /**
     * The public key of a file, which holds it or a certificate of it.
     *
     * @param algorithm the kind of key, as Java calls it
     * @throws GeneralSecurityException if there is none of that kind
     */
    static PublicKey publicKey(Path file, String algorithm) throws IOException, GeneralSecurityException {
        Optional<byte[]> key = block(file, "PUBLIC KEY");
        if (key.isPresent()) {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(key.get()));
        }
        byte[] certificate = block(file, "CERTIFICATE")
                .orElseThrow(() -> new GeneralSecurityException(file
                        + " holds neither a public key nor a certificate; openssl pkey -pubout writes a public key"));
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate))
                .getPublicKey();
    }

    private static Optional<byte[]> block(Path file, String kind) throws IOException {
        Matcher matcher = Pattern.compile("-----BEGIN " + kind + "-----(.*?)-----END " + kind + "-----", Pattern.DOTALL)
                .matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        return matcher.find() ? Optional.of(Base64.getMimeDecoder().decode(matcher.group(1))) : Optional.empty();
    }
}
