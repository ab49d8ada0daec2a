package io.buildout4j.examples.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Does once what runs do most, downloads from itself and unpacks, fills in a template: so that the launcher learns which
 * classes they need, and keeps those in an archive from which they start sooner.
 */
final class Rehearsal {

    private static final String PROFILE = """
            [buildout]
            parts = directory script archive plain text
            [directory]
            recipe = slapos.cookbook:mkdirectory
            bin = ${buildout:directory}/scripts
            [script]
            recipe = slapos.cookbook:wrapper
            command-line = /bin/true
            wrapper-path = ${directory:bin}/run
            [archive]
            recipe = slapos.recipe.build:download-unpacked
            url = %s/rehearsal.tar.gz
            md5sum = %s
            [plain]
            recipe = slapos.recipe.template
            inline = ${script:wrapper-path}
            output = ${buildout:directory}/plain
            [text]
            recipe = slapos.recipe.template:jinja2
            inline =
              {%% for name in names.split() %%}{{ loop.index }} {{ name | upper }}
              {%% endfor %%}
            output = ${buildout:directory}/text
            context = key names buildout:parts
            """;

    private static final String[][] LINES = {
        {"--version"},
        {"install"},
        {"install"},
        {"-q", "install"},
        {"plan"},
        {"annotate"},
        {"query", "buildout:parts"},
        {"resolve"}
    };

    private Rehearsal() {}

    /** @param arguments an empty directory */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        byte[] archive = archive();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, archive.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(archive);
            }
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            Path profile = directory.resolve("buildout.cfg");
            Files.writeString(profile, PROFILE.formatted(url, DigestUtils.md5Hex(archive)));
            // Of a file just written nothing is kept for later, which would hide a part of what a run does.
            Files.setLastModifiedTime(profile, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
            for (String[] line : LINES) {
                run(profile, line);
            }
        } finally {
            server.stop(0);
        }
    }

    private static void run(Path profile, String... line) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        String[] arguments = new String[line.length + 2];
        arguments[0] = "-Uc";
        arguments[1] = profile.toString();
        System.arraycopy(line, 0, arguments, 2, line.length);
        int status = BuildoutProgram.run(new Console(InputStream.nullInputStream(), nowhere, nowhere), arguments);
        if (status != ExitStatus.DONE) {
            throw new IllegalStateException("the rehearsal of '" + String.join(" ", line) + "' failed");
        }
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(bytes), StandardCharsets.UTF_8.name())) {
            byte[] text = "rehearsed\n".getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry("rehearsal/README");
            entry.setSize(text.length);
            tar.putArchiveEntry(entry);
            tar.write(text);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
