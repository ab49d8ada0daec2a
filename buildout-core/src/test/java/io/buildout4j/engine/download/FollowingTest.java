package io.buildout4j.engine.download;

import static io.buildout4j.engine.download.ScriptedServer.answer;
import static io.buildout4j.engine.download.ScriptedServer.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.BuildoutException;
import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.download.DownloadSettings.Retries;
import io.buildout4j.download.Downloads.Downloaded;
import io.buildout4j.download.Downloads.Follower;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file is read while it arrives; what was read of wrong bytes counts for nothing. */
@Timeout(60)
class FollowingTest {

    private static final byte[] BODY = new byte[300_000];

    static {
        new Random(7).nextBytes(BODY);
    }

    private static final String WHOLE = DigestUtils.md5Hex(BODY);
    private static final Checksum WRONG = new Checksum(Checksum.Algorithm.MD5, "0".repeat(32));

    @TempDir
    private Path directory;

    /** What each reading came to: the digest of the bytes, or the message of what ended it. */
    private final List<String> read = Collections.synchronizedList(new ArrayList<>());

    private void follow(InputStream arriving) throws IOException {
        try {
            read.add(DigestUtils.md5Hex(arriving.readAllBytes()));
        } catch (IOException e) {
            read.add(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private byte[] fetch(DownloadSettings settings, DownloadRequest request, Follower follower) throws Exception {
        try (var downloads = new VerifiedDownloads(
                        settings.withRetries(new Retries(3, Duration.ofMillis(10), Duration.ofMillis(100))),
                        directory.resolve("temporary"),
                        progress -> {});
                Downloaded downloaded = downloads.fetch(request, follower)) {
            return Files.readAllBytes(downloaded.file());
        }
    }

    private byte[] fetch(String url, Follower follower) throws Exception {
        return fetch(DownloadSettings.in(directory), DownloadRequest.of(url), follower);
    }

    private static ScriptedServer.Script cut(int bytes, String extra) {
        return answer("HTTP/1.1 200 OK\nContent-Length: " + BODY.length + extra, Arrays.copyOf(BODY, bytes));
    }

    private void assertNothingLeft() throws IOException {
        Path temporary = directory.resolve("temporary");
        if (Files.exists(temporary)) {
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void aFileIsReadWhileTheRestIsStillToCome() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (var server = new ScriptedServer((request, out) -> {
            cut(100_000, "").play(request, out);
            out.flush();
            // Without a reader of the first bytes there are no others.
            if (begun.await(30, TimeUnit.SECONDS)) {
                out.write(BODY, 100_000, BODY.length - 100_000);
            }
        })) {
            byte[] file = fetch(server.url("/file"), arriving -> {
                byte[] first = arriving.readNBytes(50_000);
                begun.countDown();
                byte[] all = Arrays.copyOf(first, BODY.length);
                arriving.readNBytes(all, 50_000, BODY.length - 50_000);
                read.add(DigestUtils.md5Hex(all));
            });
            assertThat(DigestUtils.md5Hex(file)).isEqualTo(WHOLE);
        }
        assertThat(read).containsExactly(WHOLE);
        assertNothingLeft();
    }

    @Test
    void aReadingGoesOnWhereADownloadIsContinued() throws Exception {
        try (var server = new ScriptedServer(
                cut(100_000, "\nETag: \"one\""),
                answer(
                        "HTTP/1.1 206 Partial Content\nETag: \"one\"\nContent-Range: bytes 100000-" + (BODY.length - 1)
                                + "/" + BODY.length + "\nContent-Length: " + (BODY.length - 100_000),
                        Arrays.copyOfRange(BODY, 100_000, BODY.length)))) {
            assertThat(DigestUtils.md5Hex(fetch(server.url("/file"), this::follow)))
                    .isEqualTo(WHOLE);
        }
        assertThat(read).containsExactly(WHOLE);
    }

    @Test
    void aReadingBeginsAnewWhereADownloadDoes() throws Exception {
        byte[] other = "another file now".getBytes(StandardCharsets.US_ASCII);
        try (var server = new ScriptedServer(cut(100_000, ""), ok(other))) {
            assertThat(fetch(server.url("/file"), this::follow)).isEqualTo(other);
        }
        assertThat(read).hasSize(2);
        assertThat(read.get(0)).asString().startsWith("the download was abandoned");
        assertThat(read.get(1)).isEqualTo(DigestUtils.md5Hex(other));
    }

    @Test
    void aReadingOfWrongBytesIsEnded() throws Exception {
        try (var server = new ScriptedServer(ok(BODY))) {
            DownloadRequest request = DownloadRequest.of(server.url("/file")).with(WRONG);
            assertThatThrownBy(() -> fetch(DownloadSettings.in(directory), request, this::follow))
                    .isInstanceOf(BuildoutException.Downloading.class)
                    .hasMessageContaining("wrong checksum");
        }
        assertThat(read).singleElement().asString().startsWith("the download was abandoned");
        assertNothingLeft();
    }

    @Test
    void aFollowerThatGivesUpDoesNotStopTheDownload() throws Exception {
        try (var server = new ScriptedServer(ok(BODY))) {
            assertThat(fetch(server.url("/file"), arriving -> {
                        throw new IOException("not for me");
                    }))
                    .isEqualTo(BODY);
            assertThat(fetch(server.url("/file"), arriving -> read.add(DigestUtils.md5Hex(arriving.readNBytes(10)))))
                    .isEqualTo(BODY);
        }
        assertThat(read).containsExactly(DigestUtils.md5Hex(Arrays.copyOf(BODY, 10)));
    }

    @Test
    void whatIsInTheCacheIsNotFollowed() throws Exception {
        DownloadSettings cached =
                DownloadSettings.in(directory).withCache(Files.createDirectory(directory.resolve("cache")));
        try (var server = new ScriptedServer(ok(BODY))) {
            assertThat(DigestUtils.md5Hex(fetch(cached, DownloadRequest.of(server.url("/file")), this::follow)))
                    .isEqualTo(WHOLE);
            assertThat(DigestUtils.md5Hex(fetch(cached, DownloadRequest.of(server.url("/file")), this::follow)))
                    .isEqualTo(WHOLE);
            assertThat(server.requests()).hasSize(1);
        }
        assertThat(read).containsExactly(WHOLE);
    }
}
