package io.buildout4j.recipes.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.recipes.archive.Unpacking.Stripping;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackingTest {

    @TempDir
    private Path directory;

    private Path parts;
    private Path target;

    @BeforeEach
    void places() throws IOException {
        parts = Files.createDirectory(directory.resolve("parts"));
        target = parts.resolve("app");
    }

    private Path archive() {
        return directory.resolve("app.tar");
    }

    private Unpacking unpacking(Tars tars) throws IOException {
        tars.at(archive());
        return Unpacking.of("app.tar");
    }

    private void assertRefused(Tars tars, String message) throws IOException {
        Unpacking unpacking = unpacking(tars);
        assertThatThrownBy(() -> unpacking.into(target, archive()))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("cannot unpack app.tar: " + message);
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        assertThat(names(parts)).as("in parts").isEmpty();
        assertThat(names(directory)).as("around").isSubsetOf("app.tar", "parts", "canary");
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void keepsFilesModesTimesAndLinks() throws Exception {
        unpacking(new Tars()
                        .directory("app", 0750)
                        .file("app/run.sh", "#!/bin/sh\n", 0755)
                        .file("app/secret", "s", 0600)
                        .symlink("app/start", "run.sh")
                        .hardLink("app/again.sh", "app/run.sh"))
                .into(target, archive());
        assertThat(target.resolve("app/run.sh")).hasContent("#!/bin/sh\n");
        assertThat(mode(target.resolve("app"))).isEqualTo("rwxr-x---");
        assertThat(mode(target.resolve("app/run.sh"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(target.resolve("app/secret"))).isEqualTo("rw-------");
        assertThat(Files.readSymbolicLink(target.resolve("app/start"))).hasToString("run.sh");
        assertThat(Files.isSameFile(target.resolve("app/again.sh"), target.resolve("app/run.sh")))
                .isTrue();
        assertThat(Files.getLastModifiedTime(target.resolve("app/secret")).toMillis())
                .isEqualTo(1_000_000_000_000L);
        assertThat(Files.getLastModifiedTime(target.resolve("app")).toMillis()).isEqualTo(1_000_000_000_000L);
        assertThat(names(parts)).containsExactly("app");
    }

    @Test
    void takesAwaySetUidStickyAndForeignersWriting() throws Exception {
        unpacking(new Tars().directory("d", 01777).file("d/root", "x", 06777)).into(target, archive());
        assertThat(Files.getAttribute(target.resolve("d/root"), "unix:mode")).isEqualTo(0100755);
        assertThat(Files.getAttribute(target.resolve("d"), "unix:mode")).isEqualTo(040755);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bzip2", "xz", "zstd"})
    void readsThroughEveryCompression(String compression) throws Exception {
        // The name says nothing: the content decides.
        new Tars().file("a/b.txt", "hello").at(archive(), compression);
        Unpacking.of("app.tar").into(target, archive());
        assertThat(target.resolve("a/b.txt")).hasContent("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bzip2", "xz"})
    void aBrokenCompressionIsToldWhoeverFindsIt(String compression) throws Exception {
        byte[] whole =
                Files.readAllBytes(new Tars().file("a", "hello".repeat(10_000)).at(archive(), compression));
        whole[whole.length / 2] ^= 0x55;
        Files.write(archive(), whole);
        assertThatThrownBy(() -> Unpacking.of("app.tar").into(target, archive()))
                .isInstanceOf(ArchiveException.class)
                .hasMessageStartingWith("cannot unpack app.tar: the archive is broken: ");
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bzip2", "xz"})
    void aProgramOfThisMachineAndJavaDecompressAlike(String compression) throws Exception {
        Path archive = new Tars().file("a", "hello".repeat(100_000)).at(archive(), compression);
        try (Packed program = new Packed(Files.newInputStream(archive));
                Packed java = new Packed(Files.newInputStream(archive))) {
            Format format = Format.of(program);
            assumeTrue(Tool.first(format.tools()).isPresent(), "no program for " + compression + " on this machine");
            assertThat(format.decompressed(program).readAllBytes())
                    .isEqualTo(format.decompressedHere(java).readAllBytes());
        }
    }

    @Test
    void aProgramEndsWithTheStreamItIsReadBy() throws Exception {
        Path archive = new Tars().file("a", "hello".repeat(10_000_000)).at(archive(), "bzip2");
        long before = children();
        try (Packed packed = new Packed(Files.newInputStream(archive));
                InputStream tar = Format.of(packed).decompressed(packed)) {
            assertThat(tar.read()).isEqualTo('a');
        }
        await(() -> children() <= before);
    }

    private static long children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 3_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void membersThatFollowEachOtherAreOneArchiveThoughTheyArriveLate() throws Exception {
        byte[] tar = new Tars().file("a/b", "hello".repeat(10_000)).bytes();
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int from = 0; from < tar.length; from += 20_000) {
            try (GZIPOutputStream member = new GZIPOutputStream(members)) {
                member.write(tar, from, Math.min(20_000, tar.length - from));
            }
        }
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(members.toByteArray())) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return super.read(bytes, offset, Math.min(100, length));
            }

            @Override
            public int available() {
                return 0;
            }
        };
        try (Unfolding unfolding = Unpacking.of("app.tar").by(parts.resolve("staging"))) {
            unfolding.begin(slow);
            unfolding.into(target, directory.resolve("is not read again"));
        }
        assertThat(target.resolve("a/b")).hasContent("hello".repeat(10_000));
    }

    @Test
    void whatDidNotArriveIsUnpackedFromTheWholeFile() throws Exception {
        byte[] bytes = new Tars().file("a/b", "hello".repeat(10_000)).bytes();
        Files.write(archive(), bytes);
        try (Unfolding unfolding = Unpacking.of("app.tar").by(parts.resolve("staging"))) {
            assertThatThrownBy(() -> unfolding.begin(new ByteArrayInputStream(bytes, 0, 20_000)))
                    .isInstanceOf(ArchiveException.class);
            assertThat(names(parts)).isEmpty();
            unfolding.into(target, archive());
        }
        assertThat(target.resolve("a/b")).hasContent("hello".repeat(10_000));
    }

    @Test
    void stripsATopDirectoryThatStandsAlone() throws Exception {
        unpacking(new Tars().file("app-1.0/run", "r")).with(Stripping.IF_ALONE).into(target, archive());
        assertThat(names(target)).containsExactly("run");
        Path other = parts.resolve("other");
        unpacking(new Tars().file("app-1.0/run", "r").file("README", "r"))
                .with(Stripping.IF_ALONE)
                .into(other, archive());
        assertThat(names(other)).containsExactly("README", "app-1.0");
    }

    @Test
    void refusesToStripWhatDoesNotStandAlone() throws Exception {
        Unpacking unpacking =
                unpacking(new Tars().file("app/run", "r").file("README", "r")).with(Stripping.ALWAYS);
        assertThatThrownBy(() -> unpacking.into(target, archive()))
                .hasMessage("cannot unpack app.tar: it has no single top directory to strip, but 2 entries");
        assertNothingLeft();
    }

    @Test
    void leavesExcludedEntriesPacked() throws Exception {
        unpacking(new Tars()
                        .file("app/doc/index.html", "d")
                        .file("app/run", "r")
                        .file("app/run.bak", "r"))
                .without(List.of("*/doc/*", "*.ba[jk]"))
                .into(target, archive());
        assertThat(names(target.resolve("app"))).containsExactly("run");
    }

    @Test
    void refusesNamesThatLeadOut() throws Exception {
        assertRefused(new Tars().file("ok", "").file("../evil", "x"), "entry '../evil' leads out of the archive");
        assertRefused(new Tars().file("a/../../evil", "x"), "entry 'a/../../evil' leads out of the archive");
        assertRefused(new Tars().file("a\\..\\evil", "x"), "entry 'a\\..\\evil' leads out of the archive");
    }

    @Test
    void refusesAbsoluteNames() throws Exception {
        Path canary = directory.resolve("canary");
        assertRefused(new Tars().file(canary.toString(), "x"), "entry '" + canary + "' has an absolute name");
        assertThat(canary).doesNotExist();
        assertRefused(new Tars().file("C:\\evil", "x"), "entry 'C:\\evil' has an absolute name");
    }

    @Test
    void neverWritesThroughALink() throws Exception {
        Files.createDirectory(directory.resolve("canary"));
        assertRefused(
                new Tars().directory("real", 0755).symlink("link", "real").file("link/evil", "x"),
                "entry 'link/evil' would be written through the link 'link'");
        Unpacking lenient = unpacking(new Tars().symlink("link", "../../canary").file("link/evil", "x"))
                .under(Rules.standard().asLenient(true));
        assertThatThrownBy(() -> lenient.into(target, archive()))
                .hasMessageContaining("would be written through the link");
        assertThat(directory.resolve("canary")).isEmptyDirectory();
        assertNothingLeft();
    }

    @Test
    void refusesLinksThatLeadOutUnlessLenient() throws Exception {
        assertRefused(
                new Tars().symlink("a/link", "../../evil"),
                "entry 'a/link' is a link out of the archive, to '../../evil'");
        assertRefused(
                new Tars().symlink("link", "/etc/passwd"),
                "entry 'link' is a link out of the archive, to '/etc/passwd'");
        unpacking(new Tars().symlink("link", "/etc/passwd"))
                .under(Rules.standard().asLenient(true))
                .into(target, archive());
        assertThat(Files.readSymbolicLink(target.resolve("link"))).hasToString("/etc/passwd");
    }

    @Test
    void refusesHardLinksToAnythingButAFileBefore() throws Exception {
        Path canary = Files.writeString(directory.resolve("canary"), "c");
        assertRefused(new Tars().hardLink("link", "../../canary"), "entry '../../canary' leads out of the archive");
        assertRefused(new Tars().hardLink("link", canary.toString()), "entry '" + canary + "' has an absolute name");
        assertRefused(
                new Tars().hardLink("link", "later").file("later", "x"),
                "entry 'link' is a link to 'later', which is no file before it");
        assertRefused(
                new Tars().symlink("soft", "x").hardLink("link", "soft"),
                "entry 'link' is a link to 'soft', which is no file before it");
    }

    @Test
    void refusesDevicesAndPipes() throws Exception {
        for (byte kind : new byte[] {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO}) {
            assertRefused(new Tars().special("dev", kind, ""), "entry 'dev' is a device or a pipe");
        }
    }

    @Test
    void refusesTheSameNameTwice() throws Exception {
        assertRefused(new Tars().file("a", "1").file("./a", "2"), "entry './a' is there twice");
        assertRefused(new Tars().file("a", "1").file("a/b", "2"), "entry 'a/b' is there twice");
        assertRefused(new Tars().file("a/b", "1").symlink("a", "c"), "entry 'a' is there twice");
    }

    @Test
    void refusesNamesThatSomeDisksTakeForOneUnlessLenient() throws Exception {
        assertRefused(
                new Tars().file("Makefile", "1").file("makefile", "2"),
                "entry 'makefile' differs from 'Makefile' in letter case alone");
        assertRefused(
                new Tars().file("src/a", "1").file("SRC/b", "2"),
                "entry 'SRC/b' differs from 'src' in letter case alone");
        assertRefused(
                new Tars().file("caf\u00e9", "1").file("cafe\u0301", "2"),
                "entry 'cafe\u0301' differs from 'caf\u00e9' in the coding of its accents alone");
        unpacking(new Tars().file("Makefile", "1").file("makefile", "2"))
                .under(Rules.standard().asLenient(true))
                .into(target, archive());
        assertThat(names(target)).containsExactlyInAnyOrder("Makefile", "makefile");
    }

    @Test
    void stopsABombEarly() throws Exception {
        String zeros = "\0".repeat(1 << 20);
        Tars tars = new Tars();
        for (int i = 0; i < 40; i++) {
            tars.file("zeros" + i, zeros);
        }
        tars.at(archive(), CompressorStreamFactory.GZIP);
        Rules small = new Rules(1000, 1L << 40, 100, 4 << 20, false);
        assertThatThrownBy(() -> Unpacking.of("app.tar").under(small).into(target, archive()))
                .hasMessage("cannot unpack app.tar: entry 'zeros4' makes the files more than 100 times as large as"
                        + " the archive");
        assertNothingLeft();
    }

    @Test
    void limitsEntriesBytesDepthAndNames() throws Exception {
        Rules few = new Rules(2, 5, 1000, 1000, false);
        assertThatThrownBy(
                        () -> unpacking(new Tars().file("a", "").file("b", "").file("c", ""))
                                .under(few)
                                .into(target, archive()))
                .hasMessageContaining("entry 'c' is one too many: more than 2 are refused");
        assertThatThrownBy(() -> unpacking(new Tars().file("a", "1234").file("b", "56"))
                        .under(few)
                        .into(target, archive()))
                .hasMessageContaining("entry 'b' is too much: more than 5 bytes are refused");
        assertThatThrownBy(() ->
                        unpacking(new Tars().file("d/".repeat(300) + "f", "x")).into(target, archive()))
                .hasMessageContaining("is nested too deep");
        assertThatThrownBy(() ->
                        unpacking(new Tars().file("n".repeat(256), "x")).into(target, archive()))
                .hasMessageContaining("has too long a name");
        assertNothingLeft();
    }

    @Test
    void seesATarThatWasCutOffAnywhere() throws Exception {
        byte[] whole = new Tars().file("a", "1".repeat(700)).file("b", "2").bytes();
        // Two blocks of zeros end it; what follows them is padding.
        int end = 512 + 1024 + 512 + 512;
        for (int length = 1; length <= end; length += 171) {
            Files.write(archive(), java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Unpacking.of("app.tar").into(target, archive()))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(ArchiveException.class);
            assertNothingLeft();
        }
    }

    @Test
    void seesBrokenCompression() throws Exception {
        new Tars().file("a", "1".repeat(70_000)).at(archive(), CompressorStreamFactory.GZIP);
        byte[] whole = Files.readAllBytes(archive());
        Files.write(archive(), java.util.Arrays.copyOf(whole, whole.length - 9));
        assertThatThrownBy(() -> Unpacking.of("app.tar").into(target, archive()))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("the archive is broken");
        whole[whole.length - 6] ^= 1;
        Files.write(archive(), whole);
        assertThatThrownBy(() -> Unpacking.of("app.tar").into(target, archive()))
                .as("a wrong sum behind the last block")
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("the archive is broken");
        assertNothingLeft();
    }

    @Test
    void saysWhatIsNoArchive() throws Exception {
        Files.writeString(archive(), "<!DOCTYPE html><html>404</html>");
        assertThatThrownBy(() -> Unpacking.of("app.tar").into(target, archive()))
                .hasMessage("cannot unpack app.tar: it is a web page");
        Files.writeString(archive(), "print('hello')\n".repeat(100));
        assertThatThrownBy(() -> Unpacking.of("app.tar").into(target, archive()))
                .hasMessage("cannot unpack app.tar: it is no archive of a known kind");
        assertNothingLeft();
    }

    @Test
    void tellsArchivesByNameFirst() throws Exception {
        Path file = Files.writeString(directory.resolve("x"), "text");
        assertThat(Unpacking.isArchive(file, "app-1.0.TAR.GZ")).isTrue();
        assertThat(Unpacking.isArchive(file, "app.py")).isFalse();
        assertThat(Unpacking.isArchive(file, "v1.0")).isFalse();
        new Tars().file("a", "1").at(file, CompressorStreamFactory.GZIP);
        assertThat(Unpacking.isArchive(file, "v1.0"))
                .as("an open name, a tar inside")
                .isTrue();
        assertThat(Unpacking.isArchive(file, "app.py"))
                .as("a name that says it all")
                .isFalse();
    }
}
