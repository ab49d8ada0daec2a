package io.buildout4j.recipes.node.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Whose entries are believed, and with what our own are signed.
 *
 * @param believed keys (Ed25519) of those who may fill the cache
 * @param unsigned whether an entry is believed that nobody signed
 * @param own the key with which entries are signed that are made here; without it none is signed
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Trust(List<PublicKey> believed, boolean unsigned, Optional<PrivateKey> own) {

    private static final String ALGORITHM = "Ed25519";

    public Trust {
        believed = List.copyOf(believed);
    }

    /** Believes these alone, and signs nothing. */
    public static Trust in(PublicKey... keys) {
        return new Trust(List.of(keys), false, Optional.empty());
    }

    /**
     * Believes these alone, and signs nothing.
     *
     * @param files with an Ed25519 public key each, or a certificate of one, in PEM as openssl writes it
     * @throws GeneralSecurityException if one holds none
     */
    public static Trust in(List<Path> files) throws IOException, GeneralSecurityException {
        List<PublicKey> keys = new ArrayList<>();
        for (Path file : files) {
            keys.add(Pem.publicKey(file, ALGORITHM));
        }
        return new Trust(keys, false, Optional.empty());
    }

    /** Believes everybody who can write there: for a store that only machines of one owner reach. */
    public static Trust everybody() {
        return new Trust(List.of(), true, Optional.empty());
    }

    /** This, signing with a key. */
    public Trust signing(PrivateKey key) {
        return new Trust(believed, unsigned, Optional.of(key));
    }

    /**
     * This, signing with the key of a file.
     *
     * @param file with an Ed25519 key in PEM, unencrypted, as {@code openssl genpkey -algorithm ed25519} writes it
     * @throws GeneralSecurityException if it holds none
     */
    public Trust signing(Path file) throws IOException, GeneralSecurityException {
        return signing(Pem.privateKey(file, ALGORITHM));
    }

    /** Whether what is made here is of use to others: somebody believes it. */
    boolean keeps() {
        return unsigned || own.isPresent();
    }

    /** The signature of a text in base64; empty without a key. */
    String sign(byte[] text) {
        if (own.isEmpty()) {
            return "";
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(own.get());
            signature.update(text);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key of the shared cache is no Ed25519 key", e);
        }
    }

    /** Whether a text is to be believed for that signature. */
    boolean believes(byte[] text, String signature) {
        return unsigned || believed.stream().anyMatch(key -> verifies(key, text, signature));
    }

    private static boolean verifies(PublicKey key, byte[] text, String base64) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(text);
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // What is no signature verifies nothing.
            return false;
        }
    }
}
