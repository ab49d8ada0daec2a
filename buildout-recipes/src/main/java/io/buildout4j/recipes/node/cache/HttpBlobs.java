package io.buildout4j.recipes.node.cache;

import io.buildout4j.BuildoutException;
import io.buildout4j.WebStore;
import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.download.DownloadSettings.Limits;
import io.buildout4j.download.DownloadSettings.Retries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Files on a plain HTTP server: nginx with {@code dav_methods PUT}, bazel-remote, an object store. */
public final class HttpBlobs implements Blobs {

    private final WebStore store;

    /**
     * @param settings with what patience
     */
    public HttpBlobs(String url, DownloadSettings settings) {
        store = WebStore.at(url, settings);
    }

    /** A patience that suits a cache: what takes longer is sooner built. */
    public static DownloadSettings settings(Path temporary) {
        return DownloadSettings.in(temporary)
                .withEnvironment(System.getenv())
                .withLimits(new Limits(
                        Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofMinutes(5), 10_000, 8L << 30))
                .withRetries(new Retries(2, Duration.ofMillis(200), Duration.ofSeconds(1)));
    }

    @Override
    public boolean has(String path) throws IOException {
        return store.has(path);
    }

    @Override
    public void fetch(String path, List<Checksum> checksums, Path target) throws IOException, InterruptedException {
        try {
            store.fetch(path, checksums, target);
        } catch (BuildoutException e) {
            throw new IOException(e.diagnostic().line(), e);
        }
    }

    @Override
    public void put(String path, Path file) throws IOException {
        store.put(path, file);
    }

    @Override
    public void close() {
        store.close();
    }
}
