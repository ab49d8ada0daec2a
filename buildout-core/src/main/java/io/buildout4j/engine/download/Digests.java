package io.buildout4j.engine.download;

import io.buildout4j.download.Checksum;
import io.buildout4j.download.Checksum.Algorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** The digests that a request wants, computed while its bytes pass by. */
final class Digests {

    private final List<Checksum> wanted;
    private final Map<Algorithm, MessageDigest> running = new EnumMap<>(Algorithm.class);

    Digests(List<Checksum> wanted) {
        this.wanted = wanted;
        for (Checksum checksum : wanted) {
            running.computeIfAbsent(checksum.algorithm(), a -> DigestUtils.getDigest(a.standardName()));
        }
    }

    void update(byte[] buffer, int length) {
        for (MessageDigest digest : running.values()) {
            digest.update(buffer, 0, length);
        }
    }

    void reset() {
        running.values().forEach(MessageDigest::reset);
    }

    /** What does not hold, once all bytes have passed: each {@code "wanted md5:…, found md5:…"}; empty if all is well. */
    List<String> mismatches() {
        Map<Algorithm, String> found = new EnumMap<>(Algorithm.class);
        running.forEach((algorithm, digest) -> found.put(algorithm, Hex.encodeHexString(digest.digest())));
        List<String> mismatches = new ArrayList<>();
        for (Checksum checksum : wanted) {
            String digest = found.get(checksum.algorithm());
            if (digest != null && !digest.equals(checksum.hex())) {
                mismatches.add("wanted " + checksum + ", found " + new Checksum(checksum.algorithm(), digest));
            }
        }
        return mismatches;
    }

    /** {@link #mismatches()} of a file as it stands. */
    static List<String> mismatches(Path file, List<Checksum> wanted) throws IOException {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Digests digests = new Digests(wanted);
        byte[] buffer = new byte[Arrival.BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digests.update(buffer, n);
            }
        }
        return digests.mismatches();
    }
}
