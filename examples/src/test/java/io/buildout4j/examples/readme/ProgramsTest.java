package io.buildout4j.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The README's programs do what the README says. */
@ResourceLock(Resources.SYSTEM_OUT)
class ProgramsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream before = System.out;

    @TempDir
    Path directory;

    @BeforeEach
    void captureOutput() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveOutputBack() {
        System.setOut(before);
    }

    @Test
    void readAndExplainTellsProblemsHistoryAndValues() throws IOException {
        profile("""
                [buildout]
                parts =
                [web]
                port = 80
                url = http://localhost:${:port}/
                [proxy]
                target = ${web:prot}
                """);

        ReadAndExplain.main(arguments());

        assertThat(output())
                .contains("no option 'prot' in section [web]", "did you mean")
                .contains("= http://localhost:${:port}/ at instance.cfg:5")
                .contains("port 8080");
    }

    @Test
    void editAndSaveChangesWhatItSaysAndKeepsTheRest() throws IOException {
        profile("""
                # the shop
                [buildout]
                parts =
                  db

                [web]
                # changed in production
                port=80
                host = localhost

                [versions]
                Zc-Recipe-Egg = 2.0.7
                """);

        EditAndSave.main(arguments());

        assertThat(directory.resolve("instance.cfg")).hasContent("""
                # the shop
                [buildout]
                parts =
                  db
                  web

                [web]
                # changed in production
                port=8080
                host = localhost

                [versions]
                Zc-Recipe-Egg = 2.0.8
                """);
        assertThat(output()).isEqualTo("[buildout, web, versions]\n2 comments kept\n");
    }

    @Test
    void planAndInstallExplainsItselfAndGreets() throws IOException {
        profile("[buildout]\nparts = hello\n[hello]\nrecipe = acme:greeting\nname = World\n");
        PlanAndInstall.main(arguments());
        assertThat(output()).contains("install hello: is new", "1 parts done");
        assertThat(directory.resolve("parts/hello/greeting.txt")).hasContent("Hello, World\n");

        out.reset();
        profile("[buildout]\nparts = hello\n[hello]\nrecipe = acme:greeting\nname = Moon\n");
        PlanAndInstall.main(arguments());
        assertThat(output()).contains("reinstall hello: name was World, is Moon (instance.cfg:5");
        assertThat(directory.resolve("parts/hello/greeting.txt")).hasContent("Hello, Moon\n");
    }

    @Test
    void runPromisesTellsWhatIsBroken() throws IOException {
        RunPromises.main(arguments());
        assertThat(output()).isEqualTo("Promise 'web-pid' failed with output: no var/run/web.pid\n");

        out.reset();
        Files.createDirectories(directory.resolve("var/run"));
        Files.createFile(directory.resolve("var/run/web.pid"));
        RunPromises.main(arguments());
        assertThat(output()).isEqualTo("1 promise kept\n");
    }

    @Test
    void useCacheDownloadsOnceAndInstallsWithoutTheNetwork() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/file";
            profile("[buildout]\nparts = a\n[a]\nrecipe = slapos.recipe.build:download\nurl = " + url
                    + "\nmd5sum = 5d41402abc4b2a76b9719d911017c592\ndestination = ${buildout:directory}/file\n");

            UseCache.main(arguments());

            assertThat(output()).startsWith("sha256:2cf24dba").endsWith(" " + url + "\n1 parts done\n");
            assertThat(requests).hasValue(1);
            assertThat(directory.resolve("file")).hasContent("hello");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void statusSiteShowsWhatIsWatched() throws Exception {
        try (StatusSite site = new StatusSite(directory, 0)) {
            URI page = URI.create("http://127.0.0.1:" + site.port() + "/");
            long end = System.nanoTime() + 60_000_000_000L;
            String shown;
            do {
                assertThat(System.nanoTime()).isLessThan(end);
                try (InputStream body = page.toURL().openStream()) {
                    shown = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                }
                Thread.sleep(20);
            } while (!shown.contains("there is room"));
            assertThat(shown).contains("<h1>shop</h1>", "disk");
        }
    }

    private void profile(String text) throws IOException {
        Files.writeString(directory.resolve("instance.cfg"), text);
    }

    private String[] arguments() {
        return new String[] {directory.toString()};
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
