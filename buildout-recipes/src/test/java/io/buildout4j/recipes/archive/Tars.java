package io.buildout4j.recipes.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/** Makes tars a test asks for, honest or not. */
final class Tars {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    Tars() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    Tars file(String name, String content) throws IOException {
        return file(name, content, 0644);
    }

    Tars file(String name, String content, int mode) throws IOException {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setMode(0100000 | mode);
        entry.setSize(data.length);
        entry.setModTime(1_000_000_000_000L);
        return put(entry, data);
    }

    Tars directory(String name, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name.endsWith("/") ? name : name + "/", true);
        entry.setMode(040000 | mode);
        entry.setModTime(1_000_000_000_000L);
        return put(entry, new byte[0]);
    }

    Tars symlink(String name, String target) throws IOException {
        return special(name, TarConstants.LF_SYMLINK, target);
    }

    Tars hardLink(String name, String target) throws IOException {
        return special(name, TarConstants.LF_LINK, target);
    }

    Tars special(String name, byte kind, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    private Tars put(TarArchiveEntry entry, byte[] data) throws IOException {
        tar.putArchiveEntry(entry);
        tar.write(data);
        tar.closeArchiveEntry();
        return this;
    }

    byte[] bytes() throws IOException {
        tar.finish();
        return bytes.toByteArray();
    }

    Path at(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    /** @param compression a name of {@link CompressorStreamFactory} */
    Path at(Path file, String compression) throws IOException, CompressorException {
        try (OutputStream out =
                new CompressorStreamFactory().createCompressorOutputStream(compression, Files.newOutputStream(file))) {
            out.write(bytes());
        }
        return file;
    }
}
