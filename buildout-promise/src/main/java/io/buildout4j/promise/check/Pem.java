package io.buildout4j.promise.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM files, as OpenSSL writes them. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private Pem() {}

    /**
     * The certificates of a file, at least one.
     *
     * @throws CertificateException if there is none or one makes no sense
     */
    static List<X509Certificate> certificates(Path file) throws IOException, CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        List<X509Certificate> certificates = new java.util.ArrayList<>();
        while (block.find()) {
            if (block.group(1).endsWith("CERTIFICATE")) {
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes(block.group(2)))));
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("Invalid PEM encoding");
        }
        return certificates;
    }

    /**
     * The private key of a file: PKCS 8, or the older forms for RSA and elliptic curves.
     *
     * @param certificate tells the kind of key, and its curve
     * @return empty if the key is of another kind than the certificate's
     */
    static Optional<PrivateKey> privateKey(Path file, X509Certificate certificate)
            throws IOException, GeneralSecurityException {
        Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        String algorithm = certificate.getPublicKey().getAlgorithm();
        while (block.find()) {
            byte[] der = bytes(block.group(2));
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return Optional.of(key(algorithm, der));
                }
                case "RSA PRIVATE KEY" -> {
                    return Optional.of(key("RSA", wrapped(RSA, der)));
                }
                case "EC PRIVATE KEY" -> {
                    return algorithm.equals("EC")
                            ? Optional.of(key("EC", wrapped(curve(certificate.getPublicKey()), der)))
                            : Optional.empty();
                }
                case "ENCRYPTED PRIVATE KEY" -> throw new GeneralSecurityException("the key is encrypted");
                default -> {}
            }
        }
        throw new GeneralSecurityException("no private key in it");
    }

    private static PrivateKey key(String algorithm, byte[] der) throws GeneralSecurityException {
        GeneralSecurityException first = new GeneralSecurityException("unknown kind of key");
        // The key may be of another kind than the certificate, which is a mismatch and not a broken key.
        for (String each : List.of(algorithm, "RSA", "EC", "EdDSA", "DSA")) {
            try {
                return KeyFactory.getInstance(each).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                first.addSuppressed(e);
            }
        }
        throw first;
    }

    /** Whether a private key is the one to a public key. */
    static boolean match(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String kind = certified.getAlgorithm();
        boolean edwards = kind.startsWith("Ed");
        if (!key.getAlgorithm().equals(kind) && !(edwards && key.getAlgorithm().startsWith("Ed"))) {
            return false;
        }
        String algorithm = edwards ? "EdDSA" : "SHA256with" + (kind.equals("EC") ? "ECDSA" : kind);
        byte[] text = "does this key fit".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            return signature.verify(signed);
        } catch (java.security.SignatureException | java.security.InvalidKeyException e) {
            return false;
        }
    }

    private static byte[] bytes(String text) throws CertificateException {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new CertificateException("Invalid PEM encoding", e);
        }
    }

    /** The algorithm and curve as they stand in the encoded public key, whose first member they are. */
    private static byte[] curve(PublicKey key) throws GeneralSecurityException {
        byte[] encoded = key.getEncoded();
        int start = encoded[1] < 0 ? 2 + (encoded[1] & 0x7f) : 2;
        if (encoded[start] != 0x30 || encoded[start + 1] < 0) {
            throw new GeneralSecurityException("the certificate's key is of another kind");
        }
        return java.util.Arrays.copyOfRange(encoded, start, start + 2 + encoded[start + 1]);
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        byte[] version = {0x02, 0x01, 0x00};
        return tagged(0x30, joined(version, algorithm, tagged(0x04, key)));
    }

    private static byte[] tagged(int tag, byte[] content) {
        int length = content.length;
        byte[] head;
        if (length < 0x80) {
            head = new byte[] {(byte) tag, (byte) length};
        } else if (length < 0x100) {
            head = new byte[] {(byte) tag, (byte) 0x81, (byte) length};
        } else {
            head = new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        }
        return joined(head, content);
    }

    private static byte[] joined(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part, 0, part.length);
        }
        return all.toByteArray();
    }
}
