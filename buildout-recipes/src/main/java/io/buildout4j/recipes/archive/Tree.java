package io.buildout4j.recipes.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tree an archive becomes, in a directory nobody else writes to. It remembers what it has made, so that no entry is
 * written over, or through, another.
 */
final class Tree {

    private enum Kind {
        DIRECTORY,
        FILE,
        LINK
    }

    private record Node(String name, Kind kind) {}

    /**
     * A mode of files, set exactly, as tar has them, whatever the mask of this process. The first file shows whether the
     * mask takes anything of it; the others are spared a system call if not.
     */
    private static final class Mode {

        private final Set<PosixFilePermission> permissions;
        private final FileAttribute<Set<PosixFilePermission>> attribute;
        private @Nullable Boolean masked;

        Mode(int mode) {
            permissions = permissions(mode);
            attribute = PosixFilePermissions.asFileAttribute(permissions);
        }

        void give(Path file) throws IOException {
            if (masked == null) {
                masked = !Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                        .equals(permissions);
            }
            if (masked) {
                Files.setPosixFilePermissions(file, permissions);
            }
        }
    }

    private record Finish(Path directory, int mode, Instant modified) {}

    private static final Set<StandardOpenOption> NEW_FILE =
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path root;
    private final Rules rules;
    private final LongSupplier packedBytes;
    private final Instant now = Clock.systemUTC().instant();
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, Path> directories = new HashMap<>();
    private final Map<Integer, Mode> modes = new HashMap<>();
    private final List<Finish> finishes = new ArrayList<>();
    private final byte[] buffer = new byte[Format.BUFFER];
    private int entries;
    private long bytes;

    /** @param packedBytes the size of the archive, or of as much of it as was read */
    Tree(Path root, Rules rules, LongSupplier packedBytes) {
        this.root = root;
        this.rules = rules;
        this.packedBytes = packedBytes;
    }

    void directory(String name, int mode, @Nullable Instant modified) throws IOException {
        count(name);
        List<String> elements = EntryName.elements(name);
        Path path = made(name, elements, elements.size());
        finishes.add(new Finish(path, 0700 | (mode & 0755), plausible(modified)));
    }

    void file(String name, int mode, @Nullable Instant modified, InputStream content) throws IOException {
        count(name);
        Path path = place(name, Kind.FILE);
        Mode wanted = modes.computeIfAbsent(0600 | (mode & 0755), Mode::new);
        try (SeekableByteChannel out = Files.newByteChannel(path, NEW_FILE, wanted.attribute)) {
            copy(name, content, out);
        } catch (FileAlreadyExistsException e) {
            throw EntryName.refused(name, "has the name of another one, as this file system sees it");
        }
        wanted.give(path);
        setModified(path, plausible(modified));
    }

    /** A symbolic link, kept as it is: never followed here. */
    void link(String name, String target) throws IOException {
        count(name);
        List<String> elements = EntryName.elements(name);
        List<String> above = elements.subList(0, Math.max(0, elements.size() - 1));
        if (target.isEmpty() || target.indexOf('\0') >= 0) {
            throw EntryName.refused(name, "is a link to nothing");
        }
        if (!rules.lenient() && !EntryName.staysInside(above, target)) {
            throw EntryName.refused(name, "is a link out of the archive, to '" + EntryName.shown(target) + "'");
        }
        Files.createSymbolicLink(place(name, Kind.LINK), Path.of(target));
    }

    /** Another name of a file that is already there. */
    void hardLink(String name, String target) throws IOException {
        count(name);
        List<String> elements = EntryName.elements(target);
        Node node = nodes.get(key(elements, elements.size()));
        if (node == null || node.kind() != Kind.FILE) {
            throw EntryName.refused(name, "is a link to '" + EntryName.shown(target) + "', which is no file before it");
        }
        Path existing = root.resolve(node.name());
        Files.createLink(place(name, Kind.FILE), existing);
    }

    /** Gives directories the mode and time that writing into them would have changed. */
    void finish() throws IOException {
        for (int i = finishes.size() - 1; i >= 0; i--) {
            Finish finish = finishes.get(i);
            Files.setPosixFilePermissions(finish.directory(), permissions(finish.mode()));
            setModified(finish.directory(), finish.modified());
        }
    }

    private void count(String name) throws ArchiveException {
        if (Thread.currentThread().isInterrupted()) {
            throw new ArchiveException("unpacking was cancelled");
        }
        if (++entries > rules.entries()) {
            throw EntryName.refused(name, "is one too many: more than " + rules.entries() + " are refused");
        }
    }

    private Path place(String name, Kind kind) throws IOException {
        List<String> elements = EntryName.elements(name);
        if (elements.isEmpty()) {
            throw EntryName.refused(name, "has no name");
        }
        Path above = made(name, elements, elements.size() - 1);
        Node before = nodes.putIfAbsent(key(elements, elements.size()), new Node(joined(elements), kind));
        if (before != null) {
            throw clash(name, before, joined(elements));
        }
        return above.resolve(elements.get(elements.size() - 1));
    }

    /** The directory that the first elements name, made with all above it unless it is there. */
    private Path made(String name, List<String> elements, int count) throws IOException {
        String whole = joined(elements.subList(0, count));
        Path known = directories.get(whole);
        if (known != null) {
            return known;
        }
        Path path = root;
        for (int i = 1; i <= count; i++) {
            path = path.resolve(elements.get(i - 1));
            String wanted = joined(elements.subList(0, i));
            Node before = nodes.putIfAbsent(key(elements, i), new Node(wanted, Kind.DIRECTORY));
            if (before == null) {
                makeDirectory(name, path);
            } else if (before.kind() == Kind.LINK) {
                throw EntryName.refused(name, "would be written through the link '" + before.name() + "'");
            } else if (before.kind() != Kind.DIRECTORY || !before.name().equals(wanted)) {
                throw clash(name, before, wanted);
            }
        }
        directories.put(whole, path);
        return path;
    }

    private static void makeDirectory(String name, Path path) throws IOException {
        try {
            Files.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            throw EntryName.refused(name, "has the name of another one, as this file system sees it");
        }
    }

    private static ArchiveException clash(String name, Node before, String wanted) {
        if (before.name().equals(wanted)) {
            return EntryName.refused(name, "is there twice");
        }
        String what = before.name().equalsIgnoreCase(wanted) ? "letter case" : "the coding of its accents";
        return EntryName.refused(name, "differs from '" + EntryName.shown(before.name()) + "' in " + what + " alone");
    }

    /** Names that some file systems take for one have one key, unless that is all right. */
    private String key(List<String> elements, int count) {
        String name = joined(elements.subList(0, count));
        return rules.lenient() || isPlain(name)
                ? name
                : Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    private static String joined(List<String> elements) {
        return String.join("/", elements);
    }

    private void copy(String name, InputStream content, SeekableByteChannel out) throws IOException {
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            bytes += n;
            if (bytes > rules.bytes()) {
                throw EntryName.refused(name, "is too much: more than " + rules.bytes() + " bytes are refused");
            }
            if (bytes > rules.ratioFrom() && bytes / Math.max(1, packedBytes.getAsLong()) >= rules.ratio()) {
                throw EntryName.refused(
                        name, "makes the files more than " + rules.ratio() + " times as large as the archive");
            }
            for (ByteBuffer left = ByteBuffer.wrap(buffer, 0, n); left.hasRemaining(); ) {
                out.write(left);
            }
        }
    }

    // Make decides by these times what is older than what, so they are kept; what lies ahead would confuse it.
    private Instant plausible(@Nullable Instant modified) {
        if (modified == null || modified.isAfter(now)) {
            return now;
        }
        return modified.isBefore(Instant.EPOCH) ? Instant.EPOCH : modified;
    }

    /** Of what was made here and is no link; that is not asked again, nor when it was last read. */
    private static void setModified(Path path, Instant modified) throws IOException {
        FileTime time = FileTime.from(modified);
        Files.getFileAttributeView(path, BasicFileAttributeView.class).setTimes(time, time, null);
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] byBit = {
            PosixFilePermission.OTHERS_EXECUTE,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_READ,
        };
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < byBit.length; bit++) {
            if ((mode >> bit & 1) == 1) {
                permissions.add(byBit[bit]);
            }
        }
        return permissions;
    }
}
