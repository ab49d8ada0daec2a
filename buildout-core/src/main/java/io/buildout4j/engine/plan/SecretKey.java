package io.buildout4j.engine.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of the digests that stand for secrets in the state file. It lies in the workspace, readable by the owner only;
 * without it the digests say nothing, and if it is lost the parts with secrets are made anew.
 */
public final class SecretKey {

    private static final int LENGTH = 32;

    private final Path file;
    private static final String PREFIX = "secret:";

    private final byte[] key;
    private final boolean stored;

    private SecretKey(Path file, byte[] key, boolean stored) {
        this.file = file;
        this.key = key;
        this.stored = stored;
    }

    /** The key in a file, or a new one that is not stored yet. */
    static SecretKey of(Path file) throws IOException {
        try {
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length == LENGTH) {
                return new SecretKey(file, key, true);
            }
        } catch (NoSuchFileException | IllegalArgumentException e) {
            // None there, or none that is one: a new one does.
        }
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return new SecretKey(file, key, false);
    }

    /** Writes the key, if it is new. */
    public void store() throws IOException {
        if (stored) {
            return;
        }
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, HexFormat.of().formatHex(key) + "\n", StandardOpenOption.WRITE);
    }

    /** Whether the state file says this in the place of a secret value. */
    static boolean isDigest(String recorded) {
        return recorded.startsWith(PREFIX);
    }

    /** What the state file says in the place of a secret value. */
    String digest(String option, String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((option + "\0" + value).getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
