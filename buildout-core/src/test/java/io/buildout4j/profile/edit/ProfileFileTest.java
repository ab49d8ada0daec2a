package io.buildout4j.profile.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFileTest {

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void writeAFile() throws IOException {
        path = directory.resolve("instance.cfg");
        Files.writeString(path, "\ufeff[a]\r\nx = é\r\n");
    }

    @Test
    void aDocumentIsWrittenBackWithItsMarkAndEncoding() throws IOException {
        ProfileFile file = ProfileFile.read(path);
        ProfileFile saved = file.save(file.document().set("a", "y", "ü"));
        assertThat(Files.readString(path)).isEqualTo("\ufeff[a]\r\nx = é\r\ny = ü\r\n");
        assertThat(saved.document().text()).isEqualTo(Files.readString(path));
        saved.save(saved.document().remove("a", "x"));
        assertThat(Files.readString(path)).isEqualTo("\ufeff[a]\r\ny = ü\r\n");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(path);
        }
    }

    @Test
    void theModeOfTheFileStays() throws IOException {
        assumeTrue(path.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX file system");
        for (String mode : new String[] {"rw-------", "rwxrw-r--", "r--r-----"}) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
            ProfileFile file = ProfileFile.read(path);
            file.save(file.document().set("a", "x", mode));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(mode);
            assertThat(Files.readString(path)).contains(mode);
        }
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link.cfg"), Path.of("instance.cfg"));
        ProfileFile file = ProfileFile.read(link);
        file.save(file.document().set("a", "x", "1"));
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(path)).contains("x = 1");
    }

    @Test
    void whatSomebodyElseWroteMeanwhileIsNotOverwritten() throws IOException {
        ProfileFile file = ProfileFile.read(path);
        FileTime time = Files.getLastModifiedTime(path);
        Files.writeString(path, "\ufeff[a]\r\nx = e\r\n");
        Files.setLastModifiedTime(path, time);
        assertRefused(file, Diagnostic.Kind.FILE_CHANGED);
        assertThat(Files.readString(path)).contains("x = e");

        Files.delete(path);
        assertRefused(file, Diagnostic.Kind.FILE_CHANGED);
        assertThat(path).doesNotExist();
    }

    @Test
    void aDocumentThatSaysTheSameIsNotWritten() throws IOException {
        Files.setLastModifiedTime(path, FileTime.fromMillis(0));
        ProfileFile file = ProfileFile.read(path);
        file.save(file.document().set("a", "x", "é"));
        assertThat(Files.getLastModifiedTime(path)).isEqualTo(FileTime.fromMillis(0));
    }

    @Test
    void aMalformedProfileIsReadAndBytesThatAreNoTextAreNot() throws IOException {
        Files.writeString(path, "rubbish\n");
        assertThat(ProfileFile.read(path).document().malformed()).hasSize(1);

        Files.write(path, "[a]\nx = \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(BuildoutException.Reading.class)
                .isThrownBy(() -> ProfileFile.read(path))
                .satisfies(e -> assertThat(e.diagnostic().kind()).isEqualTo(Diagnostic.Kind.ENCODING_ERROR));

        assertThatExceptionOfType(BuildoutException.Reading.class)
                .isThrownBy(() -> ProfileFile.read(directory.resolve("none.cfg")))
                .satisfies(e -> assertThat(e.diagnostic().kind()).isEqualTo(Diagnostic.Kind.FILE_NOT_FOUND));
    }

    @Test
    void whatIsNoTextIsNotWritten() throws IOException {
        ProfileFile file = ProfileFile.read(path);
        for (String text : new String[] {"[a]\0", "[a]\ud83d"}) {
            assertThatExceptionOfType(BuildoutException.Editing.class)
                    .isThrownBy(() -> file.save(ProfileDocument.parse(text)))
                    .satisfies(e -> assertThat(e.diagnostic().kind()).isEqualTo(Diagnostic.Kind.UNWRITABLE));
        }
        assertThat(Files.readString(path)).isEqualTo(file.document().text());
    }

    private void assertRefused(ProfileFile file, Diagnostic.Kind kind) {
        assertThatExceptionOfType(BuildoutException.Editing.class)
                .isThrownBy(() -> file.save(file.document().set("a", "x", "1")))
                .satisfies(e -> assertThat(e.diagnostic().kind()).isEqualTo(kind))
                .satisfies(e -> assertThat(e.diagnostic().detail()).isEqualTo(path.toString()));
    }
}
