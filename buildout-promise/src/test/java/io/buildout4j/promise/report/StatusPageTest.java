package io.buildout4j.promise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.promise.HistoryEntry;
import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.Verdict;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page in a real browser without a window: at the width of a desk and of a phone, light and dark. */
@Tag("slow")
class StatusPageTest {
    private static final int PHONE = 390;
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void nothingIsWiderThanTheWindow() throws Exception {
        for (int width : new int[] {PHONE, 1200}) {
            // The page is looked at through a frame, which has the width asked for however narrow windows may be.
            Files.writeString(directory.resolve("frame.html"), """
                    <!doctype html><iframe src="page.html" width="%d" height="900" style="border:0"></iframe>
                    <p id="said">nothing</p><script>onload = () => {
                      const page = document.querySelector('iframe').contentDocument;
                      const wide = [...page.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > %d)
                        .map(e => e.tagName);
                      const bar = page.querySelector('.strip i').getBoundingClientRect();
                      document.querySelector('#said').textContent = page.documentElement.scrollWidth + ' '
                        + wide.length + ' ' + page.querySelectorAll('article').length + ' ' + (bar.width >= 1);
                    }</script>
                    """.formatted(width, width));
            page();
            Outcome dump = chromium("--allow-file-access-from-files", "--dump-dom", uri("frame.html"));

            assertThat(dump.output().text()).contains(">" + width + " 0 5 true</p>");
        }
    }

    @Test
    void thePageIsDarkForWhoLikesItDark() throws Exception {
        page();
        Path light = shot("light.png");
        Path dark = shot("dark.png", "--blink-settings=preferredColorScheme=0");

        assertThat(brightness(light)).isGreaterThan(200);
        assertThat(brightness(dark)).isLessThan(60);
    }

    /** How bright the page's ground is, from 0 to 255. */
    private static int brightness(Path shot) throws Exception {
        BufferedImage image = ImageIO.read(shot.toFile());
        int pixel = image.getRGB(3, image.getHeight() - 3);
        return ((pixel >> 16 & 0xff) + (pixel >> 8 & 0xff) + (pixel & 0xff)) / 3;
    }

    private Path shot(String name, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(more));
        Path file = directory.resolve(name);
        words.addAll(List.of("--screenshot=" + file, "--window-size=800,1000", uri("page.html")));
        chromium(words.toArray(String[]::new));
        assertThat(file).exists();
        return file;
    }

    private String uri(String name) {
        return directory.resolve(name).toUri().toString();
    }

    private Outcome chromium(String... arguments) throws Exception {
        String program = Stream.of("/usr/bin/chromium", "/usr/bin/google-chrome")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("");
        assumeTrue(!program.isEmpty(), "no chromium here");
        List<String> words = new ArrayList<>(List.of(
                program,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--virtual-time-budget=2000",
                "--user-data-dir=" + directory.resolve("profile")));
        words.addAll(List.of(arguments));
        Outcome outcome = Command.in(directory, words)
                .withErrorsApart()
                .withTail(1 << 20)
                .withTimeLimit(Duration.ofSeconds(60))
                .run();
        assertThat(outcome.succeeded()).as(outcome.errors().text()).isTrue();
        return outcome;
    }

    private void page() throws Exception {
        List<PromiseResult> results = List.of(
                result("check_url_available", true, "GET https://[2001:db8::1]:8443/ failed\nconnection refused"),
                result("certificate", false, "valid for 61 more days"),
                result("a-title-without-any-place-to-break-it-" + "x".repeat(120), true, "y".repeat(400)),
                result("free_disk_space", false, "61.2 GiB free of 98.3 GiB"),
                result("new", false, "first run"));
        Files.writeString(
                directory.resolve("page.html"),
                StatusPage.html("slappart3 on COMP-1234", results, title -> history(title)));
    }

    private static List<HistoryEntry> history(String title) {
        int runs = title.equals("new") ? 1 : 120;
        LocalDateTime noon = LocalDateTime.parse("2026-11-22T12:00:00");
        return IntStream.range(0, runs)
                .mapToObj(back -> new HistoryEntry(
                        noon.minusMinutes(2L * back),
                        title.startsWith("check") ? back < 9 : back % 17 == 5 && !title.startsWith("free"),
                        "x"))
                .toList();
    }

    private static PromiseResult result(String title, boolean failed, String message) {
        return new PromiseResult(title, title, "", Verdict.test(failed, message), NOON, Duration.ofMillis(20));
    }
}
