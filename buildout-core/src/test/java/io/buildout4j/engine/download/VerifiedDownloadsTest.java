package io.buildout4j.engine.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.download.Downloads.Downloaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedDownloadsTest {

    private static final String APP = "print('hello')\n";
    private static final Checksum APP_MD5 = Checksum.parse(DigestUtils.md5Hex(APP));

    @TempDir
    private Path directory;

    private Path target;

    @BeforeEach
    void places() {
        target = directory.resolve("app.py");
    }

    private VerifiedDownloads downloads(DownloadSettings settings) {
        return new VerifiedDownloads(settings, directory.resolve("temporary"), progress -> {});
    }

    private VerifiedDownloads downloads() {
        return downloads(DownloadSettings.in(directory));
    }

    private List<String> names(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void fetchesOverHttp() throws Exception {
        try (var server = new ScriptedServer(ScriptedServer.ok(APP));
                var downloads = downloads()) {
            downloads.fetch(DownloadRequest.of(server.url("/app.py")).with(APP_MD5), target);
        }
        assertThat(target).hasContent(APP);
        assertThat(names(directory)).containsExactly("app.py");
    }

    @Test
    void takesPlainPathsAndFileUrls() throws Exception {
        Files.writeString(directory.resolve("with blank.py"), APP);
        for (String source : List.of(
                "with blank.py",
                directory + "/with blank.py",
                "file:" + directory + "/with%20blank.py",
                "file://" + directory + "/with blank.py",
                "file://localhost" + directory + "/with%20blank.py")) {
            Files.deleteIfExists(target);
            try (var downloads = downloads()) {
                downloads.fetch(DownloadRequest.of(source).with(APP_MD5), target);
            }
            assertThat(target).as(source).hasContent(APP);
        }
    }

    @Test
    void takesAFileByTheLiteralNameBeforeTheDecodedOne() throws Exception {
        Files.writeString(directory.resolve("a%41.py"), "literal");
        Files.writeString(directory.resolve("aA.py"), "decoded");
        try (var downloads = downloads()) {
            downloads.fetch(DownloadRequest.of("file:" + directory + "/a%41.py"), target);
        }
        assertThat(target).hasContent("literal");
    }

    @Test
    void replacesWhatStandsAtTheTarget() throws Exception {
        Files.writeString(target, "older");
        try (var server = new ScriptedServer(ScriptedServer.ok(APP));
                var downloads = downloads()) {
            downloads.fetch(DownloadRequest.of(server.url("/app.py")), target);
        }
        assertThat(target).hasContent(APP);
    }

    @Test
    void namesWantedAndFoundSumAndLeavesTheTargetAsItWas() throws Exception {
        Files.writeString(target, "older");
        Checksum wrong = Checksum.parse("0123456789abcdef0123456789abcdef");
        try (var server = new ScriptedServer(ScriptedServer.ok(APP));
                var downloads = downloads()) {
            String url = server.url("/app.py");
            BuildoutException e = catchThrowableOfType(
                    BuildoutException.class,
                    () -> downloads.fetch(DownloadRequest.of(url).with(wrong).forPurpose("part app"), target));
            assertThat(e)
                    .hasMessage("could not download '" + url + "': wrong checksum: wanted md5:" + wrong.hex()
                            + ", found md5:" + APP_MD5.hex()
                            + " (if these are the bytes that are meant, write their sum into the profile)"
                            + "\n  while downloading for part app");
            assertThat(e.diagnostic().kind()).isEqualTo(Kind.CHECKSUM_MISMATCH);
            assertThat(e.diagnostic().detail()).isEqualTo(url);
            assertThat(server.requests()).as("no second attempt").hasSize(1);
        }
        assertThat(target).hasContent("older");
        assertThat(names(directory)).containsExactly("app.py");
    }

    @Test
    void insistsOnEveryChecksum() throws Exception {
        Checksum wrong = Checksum.parse("sha256:" + "0".repeat(64));
        try (var server = new ScriptedServer(ScriptedServer.ok(APP));
                var downloads = downloads()) {
            DownloadRequest request =
                    DownloadRequest.of(server.url("/app.py")).with(APP_MD5).with(wrong);
            assertThatThrownBy(() -> downloads.fetch(request, target))
                    .hasMessageContaining("wanted sha256:000")
                    .hasMessageContaining("found sha256:" + DigestUtils.sha256Hex(APP))
                    .hasMessageNotContaining("md5");
        }
        assertThat(target).doesNotExist();
    }

    @Test
    void verifiesEveryAlgorithmInAnyLetterCase() throws Exception {
        Files.writeString(directory.resolve("source"), APP);
        try (var downloads = downloads()) {
            DownloadRequest request = DownloadRequest.of("source");
            for (Checksum.Algorithm algorithm : Checksum.Algorithm.values()) {
                String hex = new DigestUtils(algorithm.standardName()).digestAsHex(APP);
                request = request.with(new Checksum(algorithm, hex.toUpperCase(java.util.Locale.ROOT)));
            }
            downloads.fetch(request, target);
        }
        assertThat(target).hasContent(APP);
    }

    @Test
    void refusesTheNetworkWhileOffline() throws Exception {
        try (var server = new ScriptedServer(ScriptedServer.ok(APP));
                var downloads = downloads(DownloadSettings.in(directory).withOffline(true))) {
            String url = server.url("/app.py");
            BuildoutException e = catchThrowableOfType(
                    BuildoutException.class, () -> downloads.fetch(DownloadRequest.of(url), target));
            assertThat(e)
                    .hasMessage("could not download '" + url
                            + "': this run is offline (run once online, or have it fetched by prefetch)");
            assertThat(e.diagnostic().kind()).isEqualTo(Kind.OFFLINE);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void givesATemporaryFileThatGoesWhenClosed() throws Exception {
        try (var server = new ScriptedServer(ScriptedServer.ok(APP));
                var downloads = downloads()) {
            Path file;
            try (Downloaded downloaded = downloads.fetch(DownloadRequest.of(server.url("/app.py")))) {
                file = downloaded.file();
                assertThat(file).hasContent(APP);
            }
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void readsALocalSourceWhereItStands() throws Exception {
        Path source = Files.writeString(directory.resolve("source"), APP);
        try (var downloads = downloads()) {
            try (Downloaded downloaded =
                    downloads.fetch(DownloadRequest.of("source").with(APP_MD5))) {
                assertThat(downloaded.file()).isEqualTo(source);
            }
        }
        assertThat(source).as("is not ours to remove").exists();
    }

    @Test
    void saysWhatIsWrongWithALocalSource() {
        try (var downloads = downloads()) {
            assertThatThrownBy(() -> downloads.fetch(DownloadRequest.of("nowhere.py"), target))
                    .hasMessage(
                            "could not download 'nowhere.py': there is no such file (check its URL and the network)");
            assertThatThrownBy(() -> downloads.fetch(DownloadRequest.of(directory.toString()), target))
                    .hasMessage(
                            "could not download '" + directory + "': it is not a file (check its URL and the network)");
            assertThatThrownBy(() -> downloads.fetch(DownloadRequest.of("ftp://example.org/x"), target))
                    .hasMessage("could not download 'ftp://example.org/x': URLs that begin with 'ftp:' cannot be"
                            + " downloaded (check its URL and the network)");
            assertThatThrownBy(() -> downloads.fetch(DownloadRequest.of("file://elsewhere/x"), target))
                    .hasMessageContaining("the host 'elsewhere' in a file URL is not this machine");
        }
    }

    @Test
    void triesAlternatesInOrder() throws Exception {
        try (var missing = new ScriptedServer(
                        ScriptedServer.answer("HTTP/1.1 404 Not Found\nContent-Length: 0", new byte[0]));
                var wrong = new ScriptedServer(ScriptedServer.ok("something else"));
                var right = new ScriptedServer(ScriptedServer.ok(APP));
                var downloads = downloads()) {
            downloads.fetch(
                    DownloadRequest.of(missing.url("/app.py"))
                            .orFrom(wrong.url("/app.py"))
                            .orFrom(right.url("/app.py"))
                            .with(APP_MD5),
                    target);
            assertThat(missing.requests()).hasSize(1);
            assertThat(wrong.requests()).hasSize(1);
        }
        assertThat(target).hasContent(APP);
    }

    @Test
    void tellsWhatEverySourceAnswered() throws Exception {
        try (var missing = new ScriptedServer(
                        ScriptedServer.answer("HTTP/1.1 404 Not Found\nContent-Length: 0", new byte[0]));
                var downloads = downloads()) {
            String url = missing.url("/app.py");
            assertThatThrownBy(() -> downloads.fetch(DownloadRequest.of(url).orFrom("nowhere.py"), target))
                    .hasMessage("could not download '" + url + "': the server answered 404 Not Found;"
                            + " then 'nowhere.py': there is no such file (check its URL and the network)");
        }
    }
}
