package io.buildout4j.engine.download;

import static io.buildout4j.engine.download.ScriptedServer.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.DownloadRequest.CacheName;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.download.DownloadSettings.Retries;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {

    private static final String URL = "http://example.invalid/dist/app-1.0.tar.gz?a=b";

    @TempDir
    private Path directory;

    private Path cache;
    private Path target;
    private DownloadSettings settings;

    @BeforeEach
    void places() throws IOException {
        cache = Files.createDirectory(directory.resolve("cache"));
        target = directory.resolve("file");
        settings = DownloadSettings.in(directory)
                .withCache(Path.of("cache"))
                .withRetries(new Retries(1, Duration.ZERO, Duration.ZERO));
    }

    private void fetch(DownloadRequest request) throws InterruptedException {
        try (var downloads = new VerifiedDownloads(settings, directory, progress -> {})) {
            downloads.fetch(request, target);
        }
    }

    private List<String> cached() throws IOException {
        try (Stream<Path> entries = Files.list(cache)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }

    @Test
    void keepsDownloadsUnderTheDigestOfTheirUrl() throws Exception {
        try (var server = new ScriptedServer(ok("content"))) {
            String url = server.url("/dist/app.tar.gz");
            fetch(DownloadRequest.of(url));
            assertThat(cached()).containsExactly(DigestUtils.md5Hex(url));
            fetch(DownloadRequest.of(url));
            assertThat(server.requests()).as("the cache answers").hasSize(1);
        }
        assertThat(target).hasContent("content");
    }

    @Test
    void findsWhatZcBuildoutKept() throws Exception {
        settings = settings.withOffline(true);
        Files.writeString(cache.resolve(DigestUtils.md5Hex(URL)), "by digest");
        fetch(DownloadRequest.of(URL));
        assertThat(target).hasContent("by digest");
        Files.writeString(cache.resolve("app-1.0.tar.gz"), "by name");
        fetch(DownloadRequest.of(URL).cachedAs(CacheName.BASE_NAME));
        assertThat(target).hasContent("by name");
    }

    @Test
    void takesAFileByItsNameOnlyWhenAChecksumTellsItIsTheOne() throws Exception {
        settings = settings.withOffline(true);
        Files.writeString(cache.resolve("app-1.0.tar.gz"), "by name");
        assertThatThrownBy(() -> fetch(DownloadRequest.of(URL))).hasMessageContaining("this run is offline");
        fetch(DownloadRequest.of(URL).with(Checksum.parse(DigestUtils.md5Hex("by name"))));
        assertThat(target).hasContent("by name");
    }

    @Test
    void neverServesBytesOfAWrongSum() throws Exception {
        Checksum sum = Checksum.parse(DigestUtils.md5Hex("content"));
        try (var server = new ScriptedServer(ok("content"))) {
            Path kept = cache.resolve(DigestUtils.md5Hex(server.url("/app")));
            Files.writeString(kept, "poison");
            fetch(DownloadRequest.of(server.url("/app")).with(sum));
            assertThat(kept).as("replaced").hasContent("content");
            Files.writeString(kept, "poison");
            settings = settings.withOffline(true);
            assertThatThrownBy(
                            () -> fetch(DownloadRequest.of(server.url("/app")).with(sum)))
                    .hasMessageContaining("the cached " + kept + " has the wrong checksum: wanted " + sum);
        }
    }

    @Test
    void keepsNothingOfAFailedDownload() throws Exception {
        try (var server = new ScriptedServer(ok("content"))) {
            assertThatThrownBy(
                            () -> fetch(DownloadRequest.of(server.url("/app")).with(Checksum.parse("0".repeat(32)))))
                    .hasMessageContaining("wrong checksum");
        }
        assertThat(cached()).isEmpty();
        assertThat(target).doesNotExist();
    }

    @Test
    void asksTheNetworkFirstWhenRefreshing() throws Exception {
        String url;
        try (var server = new ScriptedServer(ok("one"), ok("two"))) {
            url = server.url("/base.cfg");
            fetch(DownloadRequest.of(url).refreshing());
            fetch(DownloadRequest.of(url).refreshing());
            assertThat(target).hasContent("two");
        }
        Files.delete(target);
        fetch(DownloadRequest.of(url).refreshing());
        assertThat(target).as("the server is gone").hasContent("two");
    }

    @Test
    void namesNothingOutsideTheCache() {
        for (String url : List.of("http://h/..", "http://h/a/%2e%2e", "http://h/", "http://h/a/%2e%2e%2fb")) {
            Source.Remote source = new Source.Remote(url, URI.create(url), java.util.Optional.empty());
            assertThat(new Cache(cache)
                            .place(source, CacheName.BASE_NAME)
                            .normalize()
                            .getParent())
                    .as(url)
                    .isEqualTo(cache);
        }
    }

    @Test
    void downloadsOnceForManyWhoWant() throws Exception {
        byte[] content = new byte[2_000_000];
        Checksum sum = Checksum.parse("sha256:" + DigestUtils.sha256Hex(content));
        try (var server = new ScriptedServer(ok(content));
                var one = new VerifiedDownloads(settings, directory, progress -> {});
                var other = new VerifiedDownloads(settings, directory, progress -> {})) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Path file = directory.resolve("file" + i);
                var downloads = i % 2 == 0 ? one : other;
                all.add(threads.submit(() -> {
                    downloads.fetch(DownloadRequest.of(server.url("/big")).with(sum), file);
                    return file;
                }));
            }
            for (Future<?> each : all) {
                assertThat((Path) each.get()).hasBinaryContent(content);
            }
            threads.shutdown();
            assertThat(server.requests()).hasSize(1);
        }
    }
}
