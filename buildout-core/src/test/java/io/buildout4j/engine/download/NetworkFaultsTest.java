package io.buildout4j.engine.download;

import static io.buildout4j.engine.download.ScriptedServer.answer;
import static io.buildout4j.engine.download.ScriptedServer.ok;
import static io.buildout4j.engine.download.ScriptedServer.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.BuildoutException;
import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadListener.Progress;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.download.DownloadSettings.Limits;
import io.buildout4j.download.DownloadSettings.Retries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What servers do wrong: each ends in the right bytes, or in a clear error within its limit, with nothing left. */
@Timeout(20)
class NetworkFaultsTest {

    private static final byte[] BODY = randomBytes(300_000);
    private static final Retries QUICK = new Retries(3, Duration.ofMillis(10), Duration.ofMillis(100));

    @TempDir
    private Path directory;

    private Path target;
    private DownloadSettings settings;
    private final List<Progress> progress = Collections.synchronizedList(new ArrayList<>());

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void places() {
        target = directory.resolve("file");
        settings = DownloadSettings.in(directory)
                .withRetries(QUICK)
                .withLimits(Limits.standard().withPatience(Duration.ofMillis(600)));
    }

    @AfterEach
    void nothingIsLeftButTheFile() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            assertThat(entries.map(entry -> entry.getFileName().toString())).isSubsetOf("file", "netrc", "cache");
        }
    }

    private void fetch(String url) throws InterruptedException {
        fetch(DownloadRequest.of(url));
    }

    private void fetch(DownloadRequest request) throws InterruptedException {
        try (var downloads = new VerifiedDownloads(settings, directory, progress::add)) {
            downloads.fetch(request, target);
        }
    }

    private static final String HINT = " (check its URL and the network)";

    private void assertFails(ScriptedServer server, String path, String reason) {
        String url = server.url(path);
        assertThatThrownBy(() -> fetch(url))
                .isInstanceOf(BuildoutException.Downloading.class)
                .hasMessage("could not download '" + url + "': " + reason + HINT);
        assertThat(target).doesNotExist();
    }

    private static ScriptedServer.Script part(int from, int to, String extra) {
        return answer(
                "HTTP/1.1 206 Partial Content\nContent-Range: bytes " + from + "-" + (to - 1) + "/" + BODY.length
                        + "\nContent-Length: " + (to - from) + extra,
                Arrays.copyOfRange(BODY, from, to));
    }

    private static ScriptedServer.Script cut(int bytes, String extra) {
        return answer("HTTP/1.1 200 OK\nContent-Length: " + BODY.length + extra, Arrays.copyOf(BODY, bytes));
    }

    @Test
    void continuesWhereTheConnectionBroke() throws Exception {
        try (var server =
                new ScriptedServer(cut(100_000, "\nETag: \"one\""), part(100_000, BODY.length, "\nETag: \"one\""))) {
            fetch(server.url("/file"));
            assertThat(server.requests().get(1)).contains("Range: bytes=100000-", "If-Range: \"one\"");
        }
        assertThat(target).hasBinaryContent(BODY);
    }

    @Test
    void verifiesTheWholeOfAContinuedFile() throws Exception {
        Checksum sum = Checksum.parse(DigestUtils.md5Hex(BODY));
        try (var server = new ScriptedServer(cut(100_000, "\nETag: \"one\""), part(100_000, BODY.length, ""))) {
            fetch(DownloadRequest.of(server.url("/file")).with(sum));
        }
        assertThat(target).hasBinaryContent(BODY);
    }

    @Test
    void startsAnewWhenTheFileChangedMeanwhile() throws Exception {
        try (var server = new ScriptedServer(cut(100_000, "\nETag: \"one\""), ok("another file"))) {
            fetch(server.url("/file"));
        }
        assertThat(target).hasContent("another file");
    }

    @Test
    void startsAnewWithoutAMarkToContinueBy() throws Exception {
        try (var server = new ScriptedServer(cut(100_000, "\nETag: W/\"weak\""), ok(BODY))) {
            fetch(server.url("/file"));
            assertThat(server.requests().get(1)).noneMatch(line -> line.startsWith("Range"));
        }
        assertThat(target).hasBinaryContent(BODY);
    }

    @Test
    void doesNotBelieveAWrongRange() throws Exception {
        try (var server = new ScriptedServer(
                cut(100_000, "\nETag: \"one\""), part(90_000, BODY.length, "\nETag: \"one\""), ok(BODY))) {
            fetch(server.url("/file"));
            assertThat(server.requests().get(2)).noneMatch(line -> line.startsWith("Range"));
        }
        assertThat(target).hasBinaryContent(BODY);
    }

    @Test
    void doesNotBelieveTheRestOfAnotherFile() throws Exception {
        try (var server = new ScriptedServer(
                cut(100_000, "\nETag: \"one\""), part(100_000, BODY.length, "\nETag: \"two\""), ok(BODY))) {
            fetch(server.url("/file"));
        }
        assertThat(target).hasBinaryContent(BODY);
    }

    @Test
    void startsAnewWhereTheRestCannotBeHad() throws Exception {
        try (var server = new ScriptedServer(
                cut(100_000, "\nETag: \"one\""),
                answer("HTTP/1.1 416 Range Not Satisfiable\nContent-Length: 0", new byte[0]),
                ok("short"))) {
            fetch(server.url("/file"));
        }
        assertThat(target).hasContent("short");
    }

    @Test
    void givesUpOnAServerThatAlwaysBreaksOff() throws Exception {
        try (var server = new ScriptedServer(cut(1000, ""))) {
            assertFails(server, "/file", "it broke off after 1000 of " + BODY.length + " bytes, after 3 attempts");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void seesAChunkedBodyThatIsCut() throws Exception {
        try (var server = new ScriptedServer(answer(
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "5\r\nhello\r\n".getBytes(StandardCharsets.UTF_8)))) {
            assertFails(server, "/file", "it broke off after 5 bytes, after 3 attempts");
        }
    }

    @Test
    void doesNotCacheABodyWhoseCutNobodyWouldSee() throws Exception {
        settings = settings.withCache(directory.resolve("cache"));
        try (var server = new ScriptedServer(answer("HTTP/1.0 200 OK", "cut here?".getBytes(StandardCharsets.UTF_8)))) {
            fetch(server.url("/file"));
        }
        assertThat(target).hasContent("cut here?");
        assertThat(directory.resolve("cache")).isDirectoryNotContaining("glob:**/[0-9a-f]*");
    }

    @Test
    void hashesTheBytesThatWereServed() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("content".getBytes(StandardCharsets.UTF_8));
        }
        byte[] served = packed.toByteArray();
        try (var server = new ScriptedServer(
                answer("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: " + served.length, served))) {
            fetch(DownloadRequest.of(server.url("/file.gz")).with(Checksum.parse(DigestUtils.md5Hex(served))));
            assertThat(server.requests().get(0)).contains("Accept-Encoding: identity");
        }
        assertThat(target).hasBinaryContent(served);
    }

    @Test
    void triesAgainOnWhatMayPass() throws Exception {
        try (var server = new ScriptedServer(
                answer("HTTP/1.1 503 Busy\nRetry-After: 0\nContent-Length: 0", new byte[0]),
                answer("HTTP/1.1 429 Slow down\nContent-Length: 0", new byte[0]),
                ok(BODY))) {
            fetch(server.url("/file"));
        }
        assertThat(target).hasBinaryContent(BODY);
    }

    @Test
    void doesNotWaitForeverForAServerThatWantsIt() throws Exception {
        try (var server =
                new ScriptedServer(answer("HTTP/1.1 503 Busy\nRetry-After: 86400\nContent-Length: 0", new byte[0]))) {
            assertFails(server, "/file", "the server answered 503 Busy, after 3 attempts");
        }
    }

    @Test
    void doesNotTryAgainOnWhatWillNotPass() throws Exception {
        try (var server = new ScriptedServer(
                answer("HTTP/1.1 404 Not Found\nContent-Length: 9", "not here!".getBytes(StandardCharsets.UTF_8)))) {
            assertFails(server, "/file", "the server answered 404 Not Found");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void endsASilentServer() throws Exception {
        try (var server = new ScriptedServer((request, out) -> Thread.sleep(30_000))) {
            settings = settings.withRetries(new Retries(1, Duration.ZERO, Duration.ZERO));
            assertFails(server, "/file", "the server was silent for too long");
        }
    }

    @Test
    void endsAServerThatStallsAmidTheBody() throws Exception {
        try (var server = new ScriptedServer((request, out) -> {
            cut(1000, "").play(request, out);
            out.flush();
            Thread.sleep(30_000);
        })) {
            settings = settings.withRetries(new Retries(1, Duration.ZERO, Duration.ZERO));
            assertThatThrownBy(() -> fetch(server.url("/file")))
                    .hasMessageContainingAll("could not download", server.url("/file"));
        }
        assertThat(target).doesNotExist();
    }

    @Test
    void endsAServerThatDribbles() throws Exception {
        try (var server = new ScriptedServer((request, out) -> {
            cut(0, "").play(request, out);
            for (int i = 0; i < 300; i++) {
                out.write('x');
                out.flush();
                Thread.sleep(100);
            }
        })) {
            settings = settings.withRetries(new Retries(1, Duration.ZERO, Duration.ZERO));
            assertFails(server, "/file", "it came slower than 100 bytes a second for 1 s");
        }
    }

    @Test
    void endsADownloadThatTakesTooLongInAll() throws Exception {
        try (var server = new ScriptedServer((request, out) -> {
            answer("HTTP/1.1 200 OK\nContent-Length: 100000000", new byte[0]).play(request, out);
            while (true) {
                out.write(new byte[1000]);
                out.flush();
                Thread.sleep(20);
            }
        })) {
            settings = settings.withLimits(Limits.standard().withTotal(Duration.ofMillis(800)));
            assertFails(server, "/file", "it took longer than 1 s in all");
        }
    }

    @Test
    void refusesAFileLargerThanAllowed() throws Exception {
        settings = settings.withLimits(Limits.standard().withBytes(1000));
        try (var server = new ScriptedServer(ok(BODY))) {
            assertFails(server, "/file", "it is " + BODY.length + " bytes large, more than the 1000 allowed");
        }
        try (var server = new ScriptedServer(answer("HTTP/1.0 200 OK", BODY))) {
            assertFails(server, "/file", "it is larger than the 1000 bytes allowed");
        }
    }

    @Test
    void followsRedirectsAndLosesCredentialsAtAnotherServer() throws Exception {
        try (var other = new ScriptedServer(ok(BODY));
                var first = new ScriptedServer(redirect(other.url("/there")))) {
            fetch("http://me:pass%20word@127.0.0.1:" + first.port() + "/file");
            String basic = Base64.getEncoder().encodeToString("me:pass word".getBytes(StandardCharsets.UTF_8));
            assertThat(first.requests().get(0)).contains("Authorization: Basic " + basic);
            assertThat(other.requests().get(0)).noneMatch(line -> line.startsWith("Authorization"));
        }
        assertThat(target).hasBinaryContent(BODY);
    }

    @Test
    void neverShowsAPassword() throws Exception {
        try (var server = new ScriptedServer(answer("HTTP/1.1 404 Not Found\nContent-Length: 0", new byte[0]))) {
            assertThatThrownBy(() -> fetch("http://me:secret@127.0.0.1:" + server.port() + "/file"))
                    .hasMessage("could not download '" + server.url("/file") + "': the server answered 404 Not Found"
                            + HINT);
            assertThatThrownBy(() -> fetch("http://me:secret@127.0.0.1:x/file")).hasMessageNotContaining("secret");
        }
    }

    @Test
    void takesCredentialsFromNetrc() throws Exception {
        settings = settings.withNetrc(Files.writeString(
                directory.resolve("netrc"),
                "# mine\nmachine elsewhere login a password b\nmachine 127.0.0.1\n  login me\n  password word\n"));
        try (var server = new ScriptedServer(ok(BODY))) {
            fetch(server.url("/file"));
            String basic = Base64.getEncoder().encodeToString("me:word".getBytes(StandardCharsets.UTF_8));
            assertThat(server.requests().get(0)).contains("Authorization: Basic " + basic);
        }
    }

    @Test
    void refusesRedirectsInCirclesChainsAndToFiles() throws Exception {
        try (var server = new ScriptedServer(redirect("/file"))) {
            assertFails(server, "/file", "it redirects in circles, to " + server.url("/file"));
        }
        AtomicReference<Integer> count = new AtomicReference<>(0);
        try (var server = new ScriptedServer(
                (request, out) -> redirect("/" + count.updateAndGet(n -> n + 1)).play(request, out))) {
            assertFails(server, "/file", "it redirects more than 10 times");
        }
        try (var server = new ScriptedServer(redirect("file:///etc/passwd"))) {
            assertFails(server, "/file", "it redirects to 'file:///etc/passwd', which is refused");
        }
    }

    @Test
    void refusesHugeHeadersAndNonsense() throws Exception {
        settings = settings.withRetries(new Retries(1, Duration.ZERO, Duration.ZERO));
        try (var server = new ScriptedServer(
                answer("HTTP/1.1 200 OK\nX: " + "x".repeat(200_000) + "\nContent-Length: 0", new byte[0]))) {
            assertThatThrownBy(() -> fetch(server.url("/file"))).hasMessageContaining("could not download");
        }
        try (var server = new ScriptedServer(
                (request, out) -> out.write("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.UTF_8)))) {
            assertThatThrownBy(() -> fetch(server.url("/file"))).hasMessageContaining("could not download");
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> fetch("http://127.0.0.1:" + port + "/file"))
                .hasMessageContaining("Connection refused")
                .hasMessageEndingWith("after 3 attempts" + HINT);
    }

    @Test
    void asksTheProxyUnlessTheHostIsExcepted() throws Exception {
        try (var proxy = new ScriptedServer(ok("by proxy"));
                var server = new ScriptedServer(ok("direct"))) {
            settings = settings.withEnvironment(Map.of("http_proxy", "127.0.0.1:" + proxy.port()));
            fetch("http://nowhere.invalid/file");
            assertThat(target).hasContent("by proxy");
            assertThat(proxy.requests().get(0).get(0)).isEqualTo("GET http://nowhere.invalid/file HTTP/1.1");
            settings = settings.withEnvironment(
                    Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.port(), "no_proxy", "localhost,127.0.0.1"));
            fetch(server.url("/file"));
            assertThat(target).hasContent("direct");
        }
    }

    @Test
    void asksMirrorsAfterTheUrlItself() throws Exception {
        try (var mirror = new ScriptedServer(ok("mirrored"));
                var server = new ScriptedServer(answer("HTTP/1.1 410 Gone\nContent-Length: 0", new byte[0]))) {
            settings = settings.withMirrors(Map.of(server.url("/pub/"), List.of(mirror.url("/copy/"))));
            fetch(server.url("/pub/a/file"));
            assertThat(mirror.requests().get(0).get(0)).startsWith("GET /copy/a/file ");
        }
        assertThat(target).hasContent("mirrored");
    }

    @Test
    void endsWhenInterrupted() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        settings = settings.withLimits(Limits.standard());
        try (var server = new ScriptedServer((request, out) -> Thread.sleep(30_000))) {
            Thread worker = new Thread(() -> {
                try {
                    fetch(server.url("/file"));
                } catch (Throwable e) {
                    thrown.set(e);
                }
            });
            worker.start();
            while (server.requests().isEmpty()) {
                Thread.sleep(10);
            }
            worker.interrupt();
            worker.join(2000);
            assertThat(worker.isAlive()).isFalse();
        }
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void tellsProgressWithBytesAndRate() throws Exception {
        try (var server = new ScriptedServer((request, out) -> {
            cut(150_000, "").play(request, out);
            out.flush();
            Thread.sleep(300);
            out.write(BODY, 150_000, 150_000);
        })) {
            fetch(server.url("/file"));
        }
        assertThat(progress).hasSizeGreaterThanOrEqualTo(2);
        Progress last = progress.get(progress.size() - 1);
        assertThat(last.bytes()).isEqualTo(BODY.length);
        assertThat(last.total()).isEqualTo(BODY.length);
        assertThat(last.bytesPerSecond()).isPositive();
        assertThat(progress).extracting(Progress::bytes).isSorted();
    }

    @Test
    void insistsOnChecksumsWhereTheyAreRequired() throws Exception {
        settings = settings.withRequireChecksums(true);
        try (var server = new ScriptedServer(ok(BODY))) {
            assertThatThrownBy(() -> fetch(server.url("/file")))
                    .hasMessageEndingWith("': it has no checksum, and checksums are required"
                            + " (state a sha256sum, or let prefetch write one to downloads.lock)");
            assertThat(server.requests()).isEmpty();
            fetch(DownloadRequest.of(server.url("/file")).with(Checksum.parse(DigestUtils.md5Hex(BODY))));
        }
        assertThat(target).hasBinaryContent(BODY);
    }
}
