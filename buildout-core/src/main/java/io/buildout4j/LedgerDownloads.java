package io.buildout4j;

import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadLock;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.Downloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;

/** Downloads that keep a record of what came. */
final class LedgerDownloads implements Downloads {

    private final Downloads downloads;
    private final Map<String, DownloadLock.Entry> entries = new ConcurrentHashMap<>();

    LedgerDownloads(Downloads downloads) {
        this.downloads = downloads;
    }

    /** What came so far. */
    DownloadLock lock() {
        return DownloadLock.of(entries.values());
    }

    @Override
    public void fetch(DownloadRequest request, Path target) throws InterruptedException {
        downloads.fetch(request, target);
        record(request, target);
    }

    @Override
    public Downloaded fetch(DownloadRequest request) throws InterruptedException {
        Downloaded downloaded = downloads.fetch(request);
        record(request, downloaded.file());
        return downloaded;
    }

    private void record(DownloadRequest request, Path file) {
        Optional<String> url = request.remote();
        if (url.isEmpty()) {
            return;
        }
        try {
            String hex = new DigestUtils(DigestUtils.getSha256Digest()).digestAsHex(file);
            DownloadLock.Entry entry =
                    new DownloadLock.Entry(url.get(), new Checksum(Checksum.Algorithm.SHA256, hex), Files.size(file));
            entries.put(entry.url(), entry);
        } catch (IOException e) {
            throw new BuildoutException.Downloading(
                    Diagnostic.error(
                            Diagnostic.Kind.FILE_UNREADABLE, file.toString(), "could not read " + file + ": " + e),
                    e);
        }
    }
}
