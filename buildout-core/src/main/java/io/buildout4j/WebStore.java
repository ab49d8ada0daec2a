package io.buildout4j;

import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.engine.download.Uploads;
import io.buildout4j.engine.download.VerifiedDownloads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Files on an HTTP server that takes some too: what shared caches are built on. What is fetched is verified against the
 * given checksums, is tried again and continued like any download; questions and uploads are one request each.
 */
public final class WebStore implements AutoCloseable {

    private static final int FOUND = 200;
    private static final int MANY = 300;
    private static final int MISSING = 404;
    private static final int GONE = 410;
    private static final int NO_SUCH_METHOD = 405;

    private final String base;
    private final VerifiedDownloads downloads;
    private final Uploads uploads;

    private WebStore(String base, DownloadSettings settings) {
        this.base = base.endsWith("/") ? base : base + "/";
        this.downloads = new VerifiedDownloads(settings, settings.directory(), progress -> {});
        this.uploads = new Uploads(settings);
    }

    /**
     * The files below a URL.
     *
     * @param settings with what patience, and through which proxies; its directory is for temporary files
     */
    public static WebStore at(String base, DownloadSettings settings) {
        return new WebStore(base, settings);
    }

    /**
     * Whether a file is there.
     *
     * @param path below the URL
     * @throws IOException if the server gives no proper answer
     */
    public boolean has(String path) throws IOException {
        Uploads.Answer answer = uploads.head(base + path);
        if (answer.status() == MISSING || answer.status() == GONE) {
            return false;
        }
        // A server that does not like to be asked has to be tried.
        if (answer.status() != NO_SUCH_METHOD) {
            require(answer, "asked for " + path);
        }
        return true;
    }

    /**
     * Fetches a file.
     *
     * @param path below the URL
     * @param checksums all that must hold
     * @throws BuildoutException if it is not there, cannot be had, or is not the wanted one; the target is then as it was
     */
    public void fetch(String path, List<Checksum> checksums, Path target) throws InterruptedException {
        downloads.fetch(new DownloadRequest(List.of(base + path), checksums, "the shared cache"), target);
    }

    /**
     * Stores a file.
     *
     * @param path below the URL
     * @throws IOException if the server did not take it
     */
    public void put(String path, Path file) throws IOException {
        require(uploads.send("PUT", base + path, file), "given " + path);
    }

    private void require(Uploads.Answer answer, String when) throws IOException {
        if (answer.status() < FOUND || answer.status() >= MANY) {
            throw new IOException(base + ", " + when + ", answered " + answer.status());
        }
    }

    @Override
    public void close() {
        downloads.close();
        uploads.close();
    }
}
