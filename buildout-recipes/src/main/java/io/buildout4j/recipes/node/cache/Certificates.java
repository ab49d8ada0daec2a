package io.buildout4j.recipes.node.cache;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Whose entries of a SlapOS cache are believed, and with what our own are signed: RSA over the text of the entry, with
 * SHA-1 as SlapOS does it, or with SHA-256 behind {@code sha256:}, which SlapOS does not read.
 *
 * @param believed the keys of those who are believed
 * @param unsigned whether an entry is believed that nobody signed
 * @param own the key with which our own entries are signed; without it nothing is stored
 * @param compatible whether they are signed so that SlapOS can verify them
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Certificates(List<PublicKey> believed, boolean unsigned, Optional<PrivateKey> own, boolean compatible) {

    private static final String STRONG = "sha256:";

    public Certificates {
        believed = List.copyOf(believed);
    }

    /** Believes whom these keys belong to, and signs nothing. */
    public static Certificates of(PublicKey... keys) {
        return new Certificates(List.of(keys), false, Optional.empty(), true);
    }

    /**
     * Believes whom these X.509 certificates belong to, PEM texts as in {@code signature-certificate-list}.
     *
     * @throws GeneralSecurityException if one is none
     */
    public static Certificates of(List<String> pems) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<PublicKey> keys = new ArrayList<>();
        for (String pem : pems) {
            keys.add(factory.generateCertificate(
                            new ByteArrayInputStream(pem.strip().getBytes(StandardCharsets.US_ASCII)))
                    .getPublicKey());
        }
        return new Certificates(keys, false, Optional.empty(), true);
    }

    /** These, signing with a key as SlapOS does. */
    public Certificates signing(PrivateKey key) {
        return new Certificates(believed, unsigned, Optional.of(key), true);
    }

    /** These, signing in a stronger way that SlapOS does not read. */
    public Certificates signingStrongly(PrivateKey key) {
        return new Certificates(believed, unsigned, Optional.of(key), false);
    }

    /** These, and what nobody signed. */
    public Certificates orUnsigned() {
        return new Certificates(believed, true, own, compatible);
    }

    /** The signature of an entry; empty without a key. */
    Optional<String> sign(String entry) {
        return own.map(key -> {
            try {
                Signature signature = Signature.getInstance(compatible ? "SHA1withRSA" : "SHA256withRSA");
                signature.initSign(key);
                signature.update(entry.getBytes(StandardCharsets.UTF_8));
                return (compatible ? "" : STRONG) + Base64.getEncoder().encodeToString(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("the key of the network cache is no RSA key", e);
            }
        });
    }

    boolean believes(String entry, String signature) {
        return unsigned || believed.stream().anyMatch(key -> verifies(key, entry, signature));
    }

    private static boolean verifies(PublicKey key, String entry, String text) {
        boolean strong = text.startsWith(STRONG);
        try {
            Signature signature = Signature.getInstance(strong ? "SHA256withRSA" : "SHA1withRSA");
            signature.initVerify(key);
            signature.update(entry.getBytes(StandardCharsets.UTF_8));
            String base64 = strong ? text.substring(STRONG.length()) : text;
            return signature.verify(Base64.getMimeDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // What is no signature verifies nothing.
            return false;
        }
    }
}
