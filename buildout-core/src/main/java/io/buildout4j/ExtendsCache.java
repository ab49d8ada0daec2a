package io.buildout4j;

import io.buildout4j.engine.read.Web;
import io.buildout4j.engine.state.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Extended files from the network, with copies kept in a directory that may be shared with the original: a copy is named
 * by the MD5 sum of its URL. A copy is used where the network is not: when it fails, when only the newest is not wanted,
 * and offline.
 */
final class ExtendsCache implements Web {

    private final Web network;
    private final @Nullable Path directory;
    private final boolean newest;
    private final boolean offline;

    /**
     * @param directory where copies are; null for none
     * @param newest whether the network is asked though there is a copy
     */
    ExtendsCache(Web network, @Nullable Path directory, boolean newest, boolean offline) {
        this.network = network;
        this.directory = directory;
        this.newest = newest;
        this.offline = offline;
    }

    @Override
    public byte[] read(String url, long limit) throws IOException {
        Path copy =
                directory == null ? null : directory.resolve(DigestUtils.md5Hex(url.getBytes(StandardCharsets.UTF_8)));
        boolean kept = copy != null && Files.exists(copy);
        if (copy != null && kept && (offline || !newest)) {
            return Files.readAllBytes(copy);
        }
        if (offline) {
            throw new OfflineException();
        }
        byte[] bytes;
        try {
            bytes = network.read(url, limit);
        } catch (IOException e) {
            if (copy != null && kept) {
                return Files.readAllBytes(copy);
            }
            throw e;
        }
        if (copy != null) {
            Disk.replace(copy, bytes);
        }
        return bytes;
    }
}
