package io.buildout4j.engine.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.DownloadSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that downloads nothing does not pay for HTTP. */
class LazyHttpTest {

    @TempDir
    private Path directory;

    /** What a run without downloads does: makes the downloads, reads a local file, closes. */
    public static final class LocalRun {
        public static void main(String[] args) throws InterruptedException {
            Path directory = Path.of(args[0]);
            try (var downloads = new VerifiedDownloads(DownloadSettings.in(directory), directory, progress -> {})) {
                downloads.fetch(DownloadRequest.of("source"), directory.resolve("target"));
            }
        }
    }

    @Test
    void loadsNoHttpClassForALocalFile() throws Exception {
        Files.writeString(directory.resolve("source"), "content");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-verbose:class",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalRun.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(directory.resolve("target")).hasContent("content");
        assertThat(output.lines().filter(line -> line.contains("org.apache.hc.")))
                .isEmpty();
        assertThat(output).contains("VerifiedDownloads");
    }
}
