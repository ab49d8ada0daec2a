package io.buildout4j.recipes.template.python;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.binary.Base32;

/** Python's hashlib and base64. */
final class BytesModules {

    private static final Map<String, String> DIGESTS = pairs(
            "md5",
            "MD5",
            "sha1",
            "SHA-1",
            "sha224",
            "SHA-224",
            "sha256",
            "SHA-256",
            "sha384",
            "SHA-384",
            "sha512",
            "SHA-512",
            "sha3_224",
            "SHA3-224",
            "sha3_256",
            "SHA3-256",
            "sha3_384",
            "SHA3-384",
            "sha3_512",
            "SHA3-512");

    private BytesModules() {}

    private static Map<String, String> pairs(String... all) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < all.length; i += 2) {
            pairs.put(all[i], all[i + 1]);
        }
        return pairs;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof PyBytes bytes) {
            return bytes.array();
        }
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        throw PythonError.type(
                Types.isText(value)
                        ? "Strings must be encoded before hashing"
                        : "object supporting the buffer API required");
    }

    static Module hashlib() {
        Module module = new Module("hashlib");
        DIGESTS.forEach((name, algorithm) -> module.with(
                new Signature(name).optional("string", new PyBytes(new byte[0])).optional("usedforsecurity", true),
                (run, a) -> new Hash(name, digest(algorithm, bytes(a[0])))));
        return module.with(
                new Signature("new")
                        .required("name")
                        .optional("string", new PyBytes(new byte[0]))
                        .optional("usedforsecurity", true),
                (run, a) -> {
                    String name = Text.str(a[0]).toLowerCase(Locale.ROOT);
                    String algorithm = DIGESTS.get(name);
                    if (algorithm == null) {
                        throw PythonError.value("unsupported hash type " + name);
                    }
                    return new Hash(name, digest(algorithm, bytes(a[1])));
                });
    }

    private static MessageDigest digest(String algorithm, byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(content);
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw PythonError.value("unsupported hash type " + algorithm);
        }
    }

    private record Hash(String name, MessageDigest state) implements HasAttributes {

        private byte[] value() {
            return copy().digest();
        }

        private MessageDigest copy() {
            try {
                return (MessageDigest) state.clone();
            } catch (CloneNotSupportedException e) {
                throw PythonError.value("hash " + name + " cannot be read twice");
            }
        }

        @Override
        public Optional<Object> attribute(String attribute) {
            return switch (attribute) {
                case "name" -> Optional.of(name);
                case "digest_size" -> Optional.of((long) state.getDigestLength());
                case "block_size" -> Optional.of(name.endsWith("384") || name.endsWith("512") ? 128L : 64L);
                case "copy" -> Optional.of(new Native(new Signature(attribute), (run, a) -> new Hash(name, copy())));
                case "hexdigest" ->
                    Optional.of(new Native(
                            new Signature(attribute), (run, a) -> HexFormat.of().formatHex(value())));
                case "digest" -> Optional.of(new Native(new Signature(attribute), (run, a) -> new PyBytes(value())));
                case "update" ->
                    Optional.of(new Native(new Signature(attribute).required("data"), (run, a) -> {
                        state.update(bytes(a[0]));
                        return None.NONE;
                    }));
                default -> Optional.empty();
            };
        }

        @Override
        public String typeName() {
            return "HASH";
        }
    }

    static Module base64() {
        return new Module("base64")
                .with(
                        new Signature("b64encode").required("s"),
                        (run, a) -> new PyBytes(Base64.getEncoder().encode(input(a[0], false))))
                .with(
                        new Signature("b64decode").required("s"),
                        (run, a) -> new PyBytes(decoded(Base64.getDecoder(), input(a[0], true))))
                .with(
                        new Signature("urlsafe_b64encode").required("s"),
                        (run, a) -> new PyBytes(Base64.getUrlEncoder().encode(input(a[0], false))))
                .with(
                        new Signature("urlsafe_b64decode").required("s"),
                        (run, a) -> new PyBytes(decoded(Base64.getUrlDecoder(), input(a[0], true))))
                .with(
                        new Signature("b16encode").required("s"),
                        (run, a) -> Encodings.encode(
                                HexFormat.of().withUpperCase().formatHex(input(a[0], false)), "ascii", "strict"))
                .with(
                        new Signature("b32encode").required("s"),
                        (run, a) -> new PyBytes(new Base32().encode(input(a[0], false))))
                .with(
                        new Signature("b32decode").required("s"),
                        (run, a) -> new PyBytes(new Base32().decode(input(a[0], true))))
                .with(new Signature("b16decode").required("s"), (run, a) -> {
                    try {
                        return new PyBytes(
                                HexFormat.of().parseHex(new String(input(a[0], true), StandardCharsets.US_ASCII)));
                    } catch (IllegalArgumentException e) {
                        throw new PythonError("Error", "Non-base16 digit found");
                    }
                });
    }

    private static byte[] input(Object value, boolean textAllowed) {
        if (textAllowed && Types.isText(value)) {
            return Encodings.encode(value.toString(), "ascii", "strict").array();
        }
        if (value instanceof PyBytes bytes) {
            return bytes.array();
        }
        throw PythonError.type("a bytes-like object is required, not '" + Types.name(value) + "'");
    }

    private static byte[] decoded(Base64.Decoder decoder, byte[] text) {
        try {
            return decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw new PythonError("Error", "Incorrect padding");
        }
    }
}
