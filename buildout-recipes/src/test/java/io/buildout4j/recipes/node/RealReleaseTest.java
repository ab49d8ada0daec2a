package io.buildout4j.recipes.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.buildout4j.process.Command;
import io.buildout4j.recipes.node.supervise.EmbeddedSupervisor;
import io.buildout4j.recipes.node.supervise.ServiceState;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Software releases of SlapOS as they stand in a checkout, with a profile on top that says where sources are: Debian's, on
 * loopback. What takes longest to build is the machine's own. {@code SLAPOS_CHECKOUT} names the checkout, {@code
 * DEBIAN_SOURCES} the directory that {@code apt-get source --download-only nginx pcre3 zlib dash popt logrotate} filled.
 */
@Tag("slow")
class RealReleaseTest {

    /** What makes a section of the release other than the recipe. */
    private static final List<String> BUILDING = List.of(
            "depends",
            "environment",
            "environment-extra",
            "configure-options",
            "pkgconfig",
            "pre-configure",
            "patches",
            "patch-binary",
            "make-options",
            "make-targets",
            "post-install");

    @TempDir
    private Path directory;

    private Path checkout;
    private Path sources;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        String named = System.getenv("SLAPOS_CHECKOUT");
        assumeTrue(named != null, "SLAPOS_CHECKOUT names no checkout of SlapOS/slapos");
        checkout = Path.of(named);
        sources = Path.of(System.getenv().getOrDefault("DEBIAN_SOURCES", "/nowhere"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = Files.readAllBytes(
                    sources.resolve(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void html5asBaseServesItsPage() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/include/openssl/ssl.h")), "no headers of OpenSSL");
        SoftwareRelease release = install("html5as-base", "template-cfg", """
                %s%s%s%s%s%s
                [pcre]
                patches =
                """.formatted(
                        source("nginx-common", "nginx"),
                        source("pcre", "pcre3"),
                        source("zlib", "zlib"),
                        source("dash", "dash"),
                        machines("openssl", "/usr"),
                        machines("patch", "/usr")));
        Instance instance = Instance.of(release, directory.resolve("partition")).withAddresses(List.of("::1"));
        // Started by root, nginx reads its pages as nobody; SlapOS never starts it so.
        for (Path way : List.of(directory, Files.createDirectories(instance.partition()))) {
            Files.setPosixFilePermissions(way, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        deployed(instance, (deployed, services) -> {
            assertThat(deployed.published().get("")).containsEntry("server_url", "http://[::1]:8081");
            assertThat(fetch("http://[::1]:8081")).isEqualTo("Hello World!\n");
        });
    }

    /** With web servers of its own for those of helloweb, whose repository is not part of the checkout. */
    @Test
    void helloworldSaysHelloInThreeLanguages() throws Exception {
        for (String tool : List.of("/usr/bin/git", "/usr/bin/ruby", "/usr/bin/bundle", "/usr/lib/go/bin/go")) {
            assumeTrue(Files.isExecutable(Path.of(tool)), "there is no " + tool);
        }
        StringBuilder overlay = new StringBuilder(source("dash", "dash"))
                .append(source("popt", "popt"))
                .append(source("logrotate", "logrotate"));
        for (String own : List.of(
                "apache", "curl", "dcron", "openssl", "patch", "git", "gcc", "pkgconfig", "swig", "ruby", "xz-utils")) {
            overlay.append(machines(own, "/usr"));
        }
        overlay.append(machines("golang1.24", "/usr/lib/go"));
        overlay.append(machines("python", "/usr")).append("update =\n");
        overlay.append(machines("bundler", "/usr")).append("bundle = /usr/bin/bundle\n");
        overlay.append("[monitor-eggs]\neggs =\ndepends =\n");
        overlay.append("[helloweb]\nrepository = file://").append(helloweb()).append("\nrevision =\n");
        SoftwareRelease release = install(
                "helloworld",
                "instance-profile helloweb-python helloweb-ruby helloweb-go",
                overlay.append("branch = master\n").toString());
        Instance instance = Instance.of(release, directory.resolve("partition"))
                .withAddresses(List.of("::1"))
                .withParameters(Map.of("name", "Ada"));

        deployed(instance, (deployed, services) -> {
            assertThat(deployed.published().get(""))
                    .containsEntry("name", "Hello Ada!")
                    .containsEntry("url.ruby", "http://[::1]:7778");
            assertThat(fetch("http://[::1]:7777")).isEqualTo("Hello Ada from python\n");
            assertThat(fetch("http://[::1]:7778")).isEqualTo("Hello Ada from ruby\n");
            assertThat(fetch("http://[::1]:7779")).isEqualTo("Hello Ada from go\n");
            assertThat(services)
                    .extracting(state -> state.service().name())
                    .containsExactly("helloweb-go-on-watch", "helloweb-python-on-watch", "helloweb-ruby-on-watch");
            assertThat(deployed.promises().orElseThrow().results()).hasSize(3);
        });
    }

    /** What is to be seen while an instance runs. */
    private interface Look {
        void at(Deployed deployed, List<ServiceState> services) throws Exception;
    }

    private static void deployed(Instance instance, Look look) throws Exception {
        try (Supervisor supervisor = new EmbeddedSupervisor(EmbeddedSupervisor.Settings.standard())) {
            Node node = Node.builder().supervisor(supervisor).build();
            try {
                Deployed deployed = node.deploy(instance);
                assertThat(deployed.failure()).isEmpty();
                assertThat(deployed.exitStatus()).as("the promises hold").isZero();
                look.at(deployed, supervisor.states(instance.partition()));
            } finally {
                node.deploy(instance.withState(Instance.State.DESTROYED));
            }
        }
    }

    private SoftwareRelease install(String software, String parts, String overlay) throws IOException {
        Path profile = Files.writeString(
                directory.resolve("overlay.cfg"),
                "[buildout]\nextends = " + checkout.resolve("software").resolve(software) + "/software.cfg\nparts = "
                        + parts + "\n" + overlay);
        return new SoftwareReleases(
                        directory.resolve("root"),
                        Release.ENGINE,
                        SoftwareReleases.Settings.standard().withSharedParts(List.of(directory.resolve("shared"))))
                .install(profile.toString());
    }

    /** A repository of what the release clones. */
    private Path helloweb() throws Exception {
        Path repository = Files.createDirectory(directory.resolve("helloweb"));
        String programs =
                Path.of(RealReleaseTest.class.getResource("helloweb").toURI()).toString();
        assertThat(Command.shell(
                                repository,
                                "cp -r '" + programs
                                        + "'/* . && chmod +x ruby/bin/* && git init -q -b master && git add -A"
                                        + " && git -c user.name=x -c user.email=x@example.com commit -q -m x")
                        .run()
                        .succeeded())
                .isTrue();
        return repository;
    }

    private String source(String section, String name) throws IOException {
        Optional<Path> archive = archive(name);
        assumeTrue(archive.isPresent(), "DEBIAN_SOURCES names no directory with the source archive of " + name);
        return "[" + section + "]\nurl = http://127.0.0.1:"
                + server.getAddress().getPort() + "/"
                + archive.get().getFileName() + "\nmd5sum = " + DigestUtils.md5Hex(Files.readAllBytes(archive.get()))
                + "\n";
    }

    private Optional<Path> archive(String name) throws IOException {
        if (!Files.isDirectory(sources)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(sources)) {
            return files.filter(path -> path.getFileName().toString().matches(name + "_[^_]*\\.orig\\.tar\\.[a-z0-9]+"))
                    .findFirst();
        }
    }

    /** What the machine has, in the place of what the release would build. */
    private static String machines(String section, String location) {
        StringBuilder text = new StringBuilder("[" + section + "]\nrecipe = plone.recipe.command\ncommand = true\n")
                .append("location = " + location + "\nprefix = " + location + "\n");
        BUILDING.forEach(option -> text.append(option).append(" =\n"));
        return text.toString();
    }

    private static String fetch(String page) throws IOException, InterruptedException {
        IOException last = new IOException("never asked");
        for (int i = 0; i < 300; i++) {
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
