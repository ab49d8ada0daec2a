package io.buildout4j.recipes.download;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Files that tests of recipes download. */
public final class Fixtures {

    private Fixtures() {}

    /** A tar.gz of files; a name that ends with an exclamation mark is an executable's. */
    public static Path tarGz(Path file, Map<String, String> files) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (Map.Entry<String, String> one : files.entrySet()) {
                boolean executable = one.getKey().endsWith("!");
                byte[] content = one.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(one.getKey().replace("!", ""));
                entry.setMode(executable ? 0100755 : 0100644);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    public static String md5(Path file) throws IOException {
        return DigestUtils.md5Hex(Files.readAllBytes(file));
    }
}
