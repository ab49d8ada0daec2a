package io.buildout4j.recipes.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipTest {

    @TempDir
    private Path directory;

    private Path parts;
    private Path archive;
    private Path target;

    @BeforeEach
    void places() throws IOException {
        parts = Files.createDirectory(directory.resolve("parts"));
        archive = directory.resolve("app.zip");
        target = parts.resolve("app");
    }

    /** Entries by turns: name, mode, content. */
    private void zip(Object... entries) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            for (int i = 0; i < entries.length; i += 3) {
                ZipArchiveEntry entry = new ZipArchiveEntry((String) entries[i]);
                int mode = (int) entries[i + 1];
                if (mode != 0) {
                    entry.setUnixMode(mode);
                }
                entry.setMethod(ZipEntry.DEFLATED);
                zip.putArchiveEntry(entry);
                zip.write(((String) entries[i + 2]).getBytes(StandardCharsets.UTF_8));
                zip.closeArchiveEntry();
            }
        }
    }

    private void unpack() throws IOException {
        Unpacking.of("app.zip").into(target, archive);
    }

    private void assertRefused(String message) throws IOException {
        assertThatThrownBy(this::unpack).isInstanceOf(ArchiveException.class).hasMessageContaining(message);
        try (Stream<Path> left = Files.list(parts)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void keepsFilesModesAndLinks() throws Exception {
        zip("app/", 040775, "", "app/run", 0100755, "r", "app/plain", 0, "p", "app/link", 0120777, "run");
        unpack();
        assertThat(target.resolve("app/plain")).hasContent("p");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("app/run"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("app/plain"))))
                .isEqualTo("rw-r--r--");
        assertThat(Files.readSymbolicLink(target.resolve("app/link"))).hasToString("run");
    }

    @Test
    void refusesWhatLeadsOut() throws Exception {
        zip("../evil", 0, "x");
        assertRefused("entry '../evil' leads out of the archive");
        zip("/evil", 0, "x");
        assertRefused("entry '/evil' has an absolute name");
        zip("link", 0120777, "..", "link/evil", 0, "x");
        assertRefused("entry 'link' is a link out of the archive, to '..'");
        zip("dir/", 040755, "", "link", 0120777, "dir", "link/evil", 0, "x");
        assertRefused("entry 'link/evil' would be written through the link 'link'");
        zip("pipe", 0010644, "");
        assertRefused("entry 'pipe' is a device or a pipe");
    }

    @Test
    void seesBrokenContent() throws Exception {
        zip("app", 0, "content that is long enough to be compressed, compressed, compressed");
        byte[] bytes = Files.readAllBytes(archive);
        int directoryAt = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\001\002");
        for (int at = directoryAt - 25; at < directoryAt - 4; at += 3) {
            byte[] broken = bytes.clone();
            broken[at] ^= 0x55;
            Files.write(archive, broken);
            assertThatThrownBy(this::unpack).as("byte %d", at).isInstanceOf(ArchiveException.class);
        }
        Files.write(archive, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused("the archive is broken");
    }
}
