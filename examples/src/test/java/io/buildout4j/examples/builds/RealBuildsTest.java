package io.buildout4j.examples.builds;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.Buildout;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.recipes.StandardRecipes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real software, built from Debian's source archives, which a real nginx serves, through the recipes; then run through them.
 * The environment variable {@code DEBIAN_SOURCES} names the directory that {@code apt-get source --download-only zlib bzip2
 * popt logrotate nginx} filled.
 */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RealBuildsTest {

    private static final List<String> PACKAGES = List.of("zlib", "bzip2", "popt", "logrotate", "nginx");
    private static final List<String> TOOLS = List.of("gcc", "make", "nginx");

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();
    private final Map<String, Path> archives = new LinkedHashMap<>();
    private int port;

    @BeforeEach
    void begin() throws Exception {
        String sources = System.getenv("DEBIAN_SOURCES");
        Assumptions.assumeTrue(sources != null, "DEBIAN_SOURCES names no directory of source archives");
        for (String tool : TOOLS) {
            Assumptions.assumeTrue(
                    Stream.of("/usr/sbin/", "/usr/bin/").anyMatch(at -> Files.isExecutable(Path.of(at + tool))),
                    "there is no " + tool);
        }
        for (String name : PACKAGES) {
            try (Stream<Path> files = Files.list(Path.of(sources))) {
                files.filter(file -> file.getFileName().toString().matches(name + "_.*\\.orig\\.tar\\.[a-z0-9]+"))
                        .findFirst()
                        .ifPresent(file -> archives.put(name, file));
            }
            Assumptions.assumeTrue(archives.containsKey(name), "there is no source archive of " + name);
        }
        serve();
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /** The machine's own nginx has the archives. */
    private void serve() throws Exception {
        port = freePort();
        Path root = Files.createDirectories(directory.resolve("server"));
        Path www = Files.createDirectory(root.resolve("www"));
        for (Path archive : archives.values()) {
            Files.copy(archive, www.resolve(archive.getFileName()));
        }
        Path program =
                Files.isExecutable(Path.of("/usr/sbin/nginx")) ? Path.of("/usr/sbin/nginx") : Path.of("/usr/bin/nginx");
        Path configuration = Files.writeString(root.resolve("nginx.conf"), configuration(root, port, www));
        start(program.toString(), "-e", root.resolve("error.log").toString(), "-c", configuration.toString());
        awaitServer(port);
    }

    private static String configuration(Path root, int port, Path www) {
        StringBuilder temporary = new StringBuilder();
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            temporary
                    .append(kind)
                    .append("_temp_path ")
                    .append(root.resolve(kind))
                    .append("; ");
        }
        return "daemon off; master_process off; pid " + root.resolve("pid") + "; error_log " + root.resolve("error.log")
                + ";\nevents {}\nhttp { access_log off; " + temporary + "\nserver { listen 127.0.0.1:" + port
                + "; root "
                + www + "; } }\n";
    }

    private void start(String... command) throws IOException {
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory
                        .resolve("process-" + processes.size() + ".log")
                        .toFile())
                .start());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept-Encoding", "gzip")
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void awaitServer(int port) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                get(port, "/");
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    /** Lines for a part: where its archive is, and what it must be. */
    private String source(String name) throws Exception {
        Path archive = archives.get(name);
        byte[] digest = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(archive));
        return "url = http://127.0.0.1:" + port + "/" + archive.getFileName() + "\nmd5sum = "
                + HexFormat.of().formatHex(digest) + "\nmake-options = -j2";
    }

    private InstallPlan install(Path profile) {
        Buildout buildout = Buildout.builder()
                .withoutUserDefaults()
                .recipes(new StandardRecipes())
                .build();
        InstallPlan plan = buildout.plan(buildout.load(profile));
        buildout.install(plan);
        return plan;
    }

    private Path profile(String name, String text) throws Exception {
        Path home = Files.createDirectories(directory.resolve(name));
        String filled = text;
        for (String source : PACKAGES) {
            filled = filled.replace("SOURCE(" + source + ")", source(source));
        }
        return Files.writeString(home.resolve("buildout.cfg"), filled);
    }

    private static String run(Path directory, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as("%s: %s", List.of(command), output).isZero();
        return output;
    }

    @Test
    void logrotateIsBuiltWithItsLibraryAndRotatesRealLogs() throws Exception {
        Path profile = profile("logs", """
                [buildout]
                parts = bzip2 logs logrotate-entry
                download-cache = cache

                [bzip2]
                recipe = hexagonit.recipe.cmmi
                SOURCE(bzip2)
                configure-command = true
                make-targets = install PREFIX=${buildout:parts-directory}/bzip2

                [popt]
                recipe = hexagonit.recipe.cmmi
                SOURCE(popt)
                configure-options = --disable-static --disable-nls

                [logrotate-program]
                recipe = slapos.recipe.cmmi
                SOURCE(logrotate)
                environment =
                  CPPFLAGS = -I${popt:location}/include
                  LDFLAGS = -L${popt:location}/lib -Wl,-rpath=${popt:location}/lib

                [directories]
                recipe = slapos.cookbook:mkdirectory
                entries = ${buildout:directory}/etc/logrotate.d
                backup = ${buildout:directory}/srv/backup
                log = ${buildout:directory}/var/log

                [logs]
                recipe = slapos.cookbook:logrotate
                logrotate-entries = ${directories:entries}
                conf = ${buildout:directory}/etc/logrotate.conf
                gzip-binary = /bin/gzip
                gunzip-binary = /bin/gunzip
                logrotate-binary = ${logrotate-program:location}/sbin/logrotate
                state-file = ${buildout:directory}/srv/logrotate.status
                wrapper = ${buildout:directory}/bin/rotate

                [logrotate-entry]
                recipe = slapos.cookbook:logrotate.d
                logrotate-entries = ${directories:entries}
                name = app
                log = ${directories:log}/app.log
                backup = ${directories:backup}
                rotate-num = 7
                """);
        install(profile);
        Path home = profile.getParent();

        assertThat(run(home, "parts/bzip2/bin/bzip2", "--help")).contains("bzip2, a block-sorting file compressor");
        assertThat(run(home, "ldd", "parts/logrotate-program/sbin/logrotate"))
                .contains(home.resolve("parts/popt/lib").toString());
        Path log = home.resolve("var/log/app.log");
        Files.writeString(log, "a line\n".repeat(1000));
        run(home, "bin/rotate", "-f");
        assertThat(log).isEmptyFile();
        try (Stream<Path> kept = Files.list(home.resolve("srv/backup"))) {
            assertThat(kept)
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file)).isEqualTo("a line\n".repeat(1000)));
        }
        assertThat(Files.readString(home.resolve("srv/logrotate.status"))).contains(log.toString());
        assertThat(install(profile).changes())
                .allMatch(change -> change.action().word().equals("update"));
    }

    @Test
    void nginxIsBuiltWithThatZlibAndServesAPage() throws Exception {
        int own = freePort();
        Path profile = profile("web", """
                [buildout]
                parts = page run
                download-cache = cache

                [zlib]
                recipe = slapos.recipe.cmmi
                SOURCE(zlib)

                [nginx]
                recipe = slapos.recipe.cmmi
                SOURCE(nginx)
                configure-options =
                  --with-cc-opt="-I${zlib:location}/include"
                  --with-ld-opt="-L${zlib:location}/lib -Wl,-rpath=${zlib:location}/lib"
                  --without-http_rewrite_module
                  --without-http_uwsgi_module
                  --without-http_scgi_module
                  --without-http_fastcgi_module
                  --without-http_memcached_module

                [directories]
                recipe = slapos.cookbook:mkdirectory
                www = ${buildout:directory}/srv/www
                run = ${buildout:directory}/var/run
                log = ${buildout:directory}/var/log

                [page]
                recipe = slapos.recipe.template:jinja2
                output = ${directories:www}/index.html
                inline =
                  {{ 'built here, ' * 200 }}

                [configuration]
                recipe = slapos.recipe.template:jinja2
                output = ${buildout:directory}/etc/nginx.conf
                context =
                  raw port OWNPORT
                  section directory directories
                inline =
                  daemon off;
                  master_process off;
                  pid {{ directory.run }}/nginx.pid;
                  error_log {{ directory.log }}/error.log;
                  events {}
                  http {
                    access_log {{ directory.log }}/access.log;
                    client_body_temp_path {{ directory.run }}/body;
                    proxy_temp_path {{ directory.run }}/proxy;
                    gzip on;
                    gzip_min_length 100;
                    server { listen 127.0.0.1:{{ port }}; root {{ directory.www }}; }
                  }

                [run]
                recipe = slapos.cookbook:wrapper
                wrapper-path = ${buildout:directory}/etc/service/nginx
                command-line = ${nginx:location}/sbin/nginx -e ${directories:log}/error.log -c ${configuration:output}
                """.replace("OWNPORT", String.valueOf(own)));
        install(profile);
        Path home = profile.getParent();

        assertThat(run(home, "ldd", "parts/nginx/sbin/nginx"))
                .contains(home.resolve("parts/zlib/lib/libz.so").toString());
        start(home.resolve("etc/service/nginx").toString());
        awaitServer(own);
        HttpResponse<String> page = get(own, "/index.html");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(page.headers().firstValue("Server").orElseThrow()).startsWith("nginx/");
        assertThat(install(profile).changes())
                .allMatch(change -> change.action().word().equals("update"));
    }
}
