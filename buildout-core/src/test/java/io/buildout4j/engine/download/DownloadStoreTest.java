package io.buildout4j.engine.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.download.DownloadStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads that others may have done already. */
class DownloadStoreTest {

    private static final String APP = "print('hello')\n";

    @TempDir
    private Path directory;

    private final Map<String, String> kept = new HashMap<>();

    private final DownloadStore store = new DownloadStore() {
        @Override
        public boolean restore(String url, Path target) {
            try {
                if (kept.containsKey(url)) {
                    Files.writeString(target, kept.get(url));
                }
                return kept.containsKey(url);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void keep(String url, Path file) {
            try {
                kept.put(url, Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private String fetch(DownloadSettings settings, DownloadRequest request) throws Exception {
        Path target = directory.resolve("app.py");
        try (var downloads = new VerifiedDownloads(settings, directory.resolve("temporary"), progress -> {}, store)) {
            downloads.fetch(request.with(Checksum.parse(DigestUtils.md5Hex(APP))), target);
        }
        return Files.readString(target);
    }

    @Test
    void whatWasDownloadedIsKeptForOthers() throws Exception {
        try (var server = new ScriptedServer(ScriptedServer.ok(APP))) {
            String url = server.url("/app.py");
            fetch(DownloadSettings.in(directory), DownloadRequest.of(url));
            assertThat(kept).containsExactly(Map.entry(url, APP));
        }
    }

    @Test
    void whatOthersHaveIsNotAskedFromTheNetworkAndIsCached() throws Exception {
        try (var server = new ScriptedServer()) {
            String url = server.url("/app.py");
            kept.put(url, APP);
            DownloadSettings settings =
                    DownloadSettings.in(directory).withCache(Files.createDirectory(directory.resolve("cache")));

            assertThat(fetch(settings, DownloadRequest.of(url))).isEqualTo(APP);
            kept.clear();
            assertThat(fetch(settings, DownloadRequest.of(url))).isEqualTo(APP);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void somethingElseThanWantedIsLeftForTheNetwork() throws Exception {
        try (var server = new ScriptedServer(ScriptedServer.ok(APP))) {
            String url = server.url("/app.py");
            kept.put(url, "print('other')\n");

            assertThat(fetch(DownloadSettings.in(directory), DownloadRequest.of(url)))
                    .isEqualTo(APP);
        }
    }

    @Test
    void whatNeedsAPasswordIsNotShared() throws Exception {
        try (var server = new ScriptedServer(ScriptedServer.ok(APP))) {
            String url = server.url("/app.py").replace("://", "://joe:secret@");

            fetch(DownloadSettings.in(directory), DownloadRequest.of(url));

            assertThat(kept).isEmpty();
        }
    }
}
