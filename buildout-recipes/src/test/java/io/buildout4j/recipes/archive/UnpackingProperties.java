package io.buildout4j.recipes.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Whatever an archive holds, nothing outside its tree changes, and what is refused leaves nothing. */
class UnpackingProperties {

    private Path directory;

    /** One hostile entry. */
    record Entry(byte kind, String name, String target) {}

    @BeforeProperty
    void directory() throws IOException {
        directory = Files.createTempDirectory("unpacking");
        Files.createDirectory(directory.resolve("parts"));
        Files.createDirectory(directory.resolve("canary"));
        Files.writeString(directory.resolve("canary/bird"), "sings");
    }

    @AfterProperty
    void delete() throws IOException {
        clear(directory);
    }

    @Provide
    Arbitrary<List<Entry>> entries() {
        Arbitrary<String> element =
                Arbitraries.of("a", "b", "A", "..", ".", "", "c\\..", "canary", "bird", "é", "e\u0301", "x\ny", "C:\\");
        Arbitrary<String> name = element.list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join("/", parts));
        Arbitrary<Byte> kind = Arbitraries.of(
                TarConstants.LF_NORMAL,
                TarConstants.LF_NORMAL,
                TarConstants.LF_DIR,
                TarConstants.LF_SYMLINK,
                TarConstants.LF_LINK,
                TarConstants.LF_FIFO);
        return Combinators.combine(kind, name, name).as(Entry::new).list().ofMaxSize(6);
    }

    @Property(tries = 300, seed = "1")
    void nothingOutsideChanges(@ForAll("entries") List<Entry> entries, @ForAll boolean lenient) throws IOException {
        Tars tars = new Tars();
        for (Entry entry : entries) {
            tars.special(entry.name(), entry.kind(), entry.target());
        }
        check(tars.at(directory.resolve("archive")), lenient);
    }

    @Property(tries = 200, seed = "1")
    void brokenBytesAreRefusedOrHarmless(@ForAll @IntRange(min = 0, max = 4095) int at, @ForAll byte with)
            throws IOException {
        byte[] bytes = new Tars()
                .directory("d", 0755)
                .file("d/file", "content")
                .symlink("d/link", "file")
                .hardLink("d/hard", "d/file")
                .bytes();
        bytes[Math.min(at, bytes.length - 1)] = with;
        check(Files.write(directory.resolve("archive"), bytes), false);
    }

    private void check(Path archive, boolean lenient) throws IOException {
        Path target = directory.resolve("parts/app");
        Map<String, String> before = around();
        try {
            Unpacking.of("archive").under(Rules.standard().asLenient(lenient)).into(target, archive);
            assertThat(Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)).isTrue();
            clear(target);
        } catch (ArchiveException e) {
            assertThat(e).hasMessageStartingWith("cannot unpack archive: ");
        }
        assertThat(around()).isEqualTo(before);
    }

    private Map<String, String> around() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                files.put(
                        path.toString(),
                        Files.isRegularFile(path)
                                ? Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1)
                                : "");
            }
        }
        return files;
    }

    private static void clear(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path place, IOException e) throws IOException {
                Files.delete(place);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
