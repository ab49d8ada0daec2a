package io.buildout4j.recipes.slap;

import io.buildout4j.BuildoutException;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.Downloads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the schemas of software releases are read. */
@FunctionalInterface
public interface SchemaSource {

    /**
     * The text at a URL: of a file, or of what a server has.
     *
     * @throws IOException if it cannot be had; the message says why
     */
    String text(URI url) throws IOException, InterruptedException;

    /** Files of this machine alone. */
    static SchemaSource files() {
        return url -> {
            if (!"file".equals(url.getScheme())) {
                throw new IOException("it is not on this machine");
            }
            return Files.readString(Path.of(url));
        };
    }

    /** Files, and what the downloads of a run give, though profiles of instances are offline for all else. */
    static SchemaSource downloads(Downloads downloads) {
        return url -> {
            if ("file".equals(url.getScheme())) {
                return files().text(url);
            }
            DownloadRequest request =
                    DownloadRequest.of(url.toString()).refreshing().offline(false);
            try (Downloads.Downloaded downloaded = downloads.fetch(request)) {
                return Files.readString(downloaded.file());
            } catch (BuildoutException e) {
                throw new IOException(e.diagnostic().problem(), e);
            }
        };
    }
}
