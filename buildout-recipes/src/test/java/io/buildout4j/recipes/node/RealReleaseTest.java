package io.buildout4j.recipes.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.buildout4j.recipes.node.supervise.EmbeddedSupervisor;
import io.buildout4j.recipes.node.supervise.Supervisor;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A software release of SlapOS as it stands in a checkout, with a profile on top that says where sources are: Debian's, on
 * loopback. OpenSSL, which takes longest, and patch are the machine's own. {@code SLAPOS_CHECKOUT} names the checkout, {@code
 * DEBIAN_SOURCES} the directory that {@code apt-get source --download-only nginx pcre3 zlib dash} filled.
 */
@Tag("slow")
class RealReleaseTest {

    private static final List<String> SOURCES = List.of("nginx", "pcre3", "zlib", "dash");

    @TempDir
    private Path directory;

    @Test
    void html5asBaseServesItsPage() throws Exception {
        String checkout = System.getenv("SLAPOS_CHECKOUT");
        assumeTrue(checkout != null, "SLAPOS_CHECKOUT names no checkout of SlapOS/slapos");
        assumeTrue(Files.exists(Path.of("/usr/include/openssl/ssl.h")), "no headers of OpenSSL");
        Path sources = Path.of(System.getenv().getOrDefault("DEBIAN_SOURCES", ""));
        for (String name : SOURCES) {
            assumeTrue(
                    !sources.toString().isEmpty() && archive(sources, name).isPresent(),
                    "DEBIAN_SOURCES names no directory with the source archive of " + name);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = Files.readAllBytes(
                    sources.resolve(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try (Supervisor supervisor = new EmbeddedSupervisor(EmbeddedSupervisor.Settings.standard())) {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            SoftwareReleases releases = new SoftwareReleases(
                    directory.resolve("root"),
                    Release.ENGINE,
                    SoftwareReleases.Settings.standard().withSharedParts(List.of(directory.resolve("shared"))));
            Instance instance = Instance.of(
                            releases.install(overlay(checkout, sources, url).toString()),
                            directory.resolve("partition"))
                    .withAddresses(List.of("::1"));
            // Started by root, nginx reads its pages as nobody; SlapOS never starts it so.
            for (Path way : List.of(directory, Files.createDirectories(instance.partition()))) {
                Files.setPosixFilePermissions(way, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            Node node = Node.builder().supervisor(supervisor).build();

            Deployed deployed = node.deploy(instance);

            assertThat(deployed.failure()).isEmpty();
            String page = deployed.published().get("").get("server_url");
            assertThat(page).isEqualTo("http://[::1]:8081");
            assertThat(fetch(page)).isEqualTo("Hello World!\n");
            node.deploy(instance.withState(Instance.State.DESTROYED));
        } finally {
            server.stop(0);
        }
    }

    private Path overlay(String checkout, Path sources, String url) throws IOException {
        StringBuilder text = new StringBuilder(
                "[buildout]\nextends = " + checkout + "/software/html5as-base/software.cfg\nparts = template-cfg\n");
        text.append(source("nginx-common", "nginx", sources, url));
        text.append(source("pcre", "pcre3", sources, url)).append("patches =\n");
        text.append(source("zlib", "zlib", sources, url));
        text.append(source("dash", "dash", sources, url));
        for (String own : List.of("openssl", "patch")) {
            text.append(
                    "[" + own + "]\nrecipe = plone.recipe.command\ncommand = true\nlocation = /usr\nenvironment =\n");
        }
        return Files.writeString(directory.resolve("overlay.cfg"), text);
    }

    private static String source(String section, String name, Path sources, String url) throws IOException {
        Path file = archive(sources, name).orElseThrow();
        return "[" + section + "]\nurl = " + url + file.getFileName() + "\nmd5sum = "
                + DigestUtils.md5Hex(Files.readAllBytes(file)) + "\n";
    }

    private static Optional<Path> archive(Path sources, String name) throws IOException {
        try (Stream<Path> files = Files.list(sources)) {
            return files.filter(path -> path.getFileName().toString().matches(name + "_[^_]*\\.orig\\.tar\\.[a-z0-9]+"))
                    .findFirst();
        }
    }

    private static String fetch(String page) throws IOException, InterruptedException {
        IOException last = new IOException("never asked");
        for (int i = 0; i < 100; i++) {
            try {
                HttpURLConnection connection =
                        (HttpURLConnection) URI.create(page + "/").toURL().openConnection();
                return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                last = e;
                Thread.sleep(100);
            }
        }
        throw last;
    }
}
