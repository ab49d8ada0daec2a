package io.buildout4j.recipes.wrapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** One MD5 over the contents of several files. It tells versions apart and protects nothing. */
final class ContentDigest {

    private ContentDigest() {}

    /** The digest over each file's length on a line of its own and its bytes; 32 hex digits. */
    static String of(List<Path> files) throws IOException {
        MessageDigest digest = DigestUtils.getMd5Digest();
        for (Path file : files) {
            digest.update((Files.size(file) + "\n").getBytes(StandardCharsets.US_ASCII));
            try (InputStream content = Files.newInputStream(file)) {
                DigestUtils.updateDigest(digest, content);
            }
        }
        return Hex.encodeHexString(digest.digest());
    }
}
