package io.buildout4j.engine.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * File operations as the engine needs them: a link is never followed, a dangling one is there, and what is said to be
 * written is on the disk.
 */
public final class Disk {

    /** Work on files that may fail. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /** What is done to a new file before its bytes are written. */
    @FunctionalInterface
    private interface Setup {
        void apply(Path temporary) throws IOException;
    }

    private Disk() {}

    /** Whether something is there, a dangling link included. */
    public static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** The directory a path is an entry of; of a root, the root. */
    public static Path directoryOf(Path path) {
        Path absolute = path.toAbsolutePath();
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    /**
     * Where what shall appear at a path in one step is written first: beside it, under a name that follows from the
     * path's, so that what a killed process left there is found again.
     */
    public static Path draft(Path path) {
        byte[] name = String.valueOf(path.getFileName()).getBytes(StandardCharsets.UTF_8);
        return path.resolveSibling(".buildout4j-" + UUID.nameUUIDFromBytes(name));
    }

    /** Whether something is there, and neither it nor, if it is a directory, its entries changed since a moment. */
    static boolean changedBefore(Path path, Instant moment) {
        try {
            Object changed = Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            return changed instanceof FileTime time && time.toInstant().isBefore(moment);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a directory is there, and not a link to one. */
    public static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Runs work to its end though the thread is interrupted meanwhile, which would close the channels it writes to; the
     * interrupt is kept for the caller. Work that fails because of an interrupt is run again from its beginning.
     */
    public static void uninterrupted(Work work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    work.run();
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Replaces a file as a whole: whoever looks, now or after a crash, sees the old text or the new one. */
    public static void replace(Path file, byte[] bytes) throws IOException {
        replace(file, bytes, temporary -> {});
    }

    /** Replaces a file that is somebody's as a whole; it keeps its mode, and its owner as far as that is allowed. */
    public static void rewrite(Path file, byte[] bytes) throws IOException {
        replace(file, bytes, temporary -> takeAfter(file, temporary));
    }

    private static void takeAfter(Path file, Path copy) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(file, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(copy, PosixFileAttributeView.class);
        try {
            view.setGroup(wanted.group());
            view.setOwner(wanted.owner());
        } catch (FileSystemException e) {
            // Only a privileged process gives files away; a file of one's own is as good as can be had.
        }
        view.setPermissions(wanted.permissions());
    }

    private static void replace(Path file, byte[] bytes, Setup setup) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            uninterrupted(() -> {
                try (FileChannel channel = FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
                    // Before the bytes, which may be secret.
                    setup.apply(temporary);
                    writeFully(channel, ByteBuffer.wrap(bytes));
                    channel.force(true);
                }
            });
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
        sync(directoryOf(file));
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Puts a directory's entries, or a file's bytes, on the disk. Where a directory cannot be opened, it need not be. */
    public static void sync(Path path) throws IOException {
        uninterrupted(() -> {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (AccessDeniedException e) {
                if (!Files.isDirectory(path)) {
                    throw e;
                }
            }
        });
    }

    /** Puts a tree on the disk: every file and every directory in it. Links are not followed. */
    public static void syncTree(Path root) throws IOException {
        Deque<Path> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Path path = open.pop();
            if (isDirectory(path)) {
                list(path).forEach(open::push);
                sync(path);
            } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(path)) {
                sync(path);
            }
        }
    }

    /** Removes a file, a link, or a directory with all in it. Links are removed, never followed. Absence is no error. */
    public static void delete(Path path) throws IOException {
        delete(path, p -> false);
    }

    /**
     * Removes a tree but for what is kept; directories with something left in them stay.
     *
     * @param kept tells what stays, with all that is in it
     */
    public static void delete(Path root, Predicate<Path> kept) throws IOException {
        // An explicit stack: a tree may be deeper than the thread's.
        Deque<Path> open = new ArrayDeque<>();
        Deque<Path> directories = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Path path = open.pop();
            if (kept.test(path)) {
                continue;
            }
            if (isDirectory(path)) {
                directories.push(path);
                entries(path, root).forEach(open::push);
            } else {
                remove(path, root);
            }
        }
        while (!directories.isEmpty()) {
            remove(directories.pop(), root);
        }
    }

    private static void remove(Path path, Path root) throws IOException {
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // Something in it is kept.
            return;
        } catch (AccessDeniedException e) {
            Path parent = path.getParent();
            if (path.equals(root) || parent == null) {
                throw e;
            }
            unlock(parent);
            Files.deleteIfExists(path);
        }
    }

    /** Removes a directory unless something is in it. */
    public static void deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // Somebody else's things are in it.
            return;
        }
    }

    /** Trees that are removed may hold directories their owner may not write, as unpacked archives do. */
    private static void unlock(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> permissions =
                    new HashSet<>(Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS));
            permissions.addAll(PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(directory, permissions);
        }
    }

    private static List<Path> entries(Path directory, Path root) throws IOException {
        try {
            return list(directory);
        } catch (AccessDeniedException e) {
            if (directory.equals(root)) {
                throw e;
            }
            unlock(directory);
            return list(directory);
        }
    }

    /** The entries of a directory, in no order; none if it is not there. */
    public static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** Copies a file, a link as a link, or a tree, with times and modes. */
    public static void copy(Path from, Path to) throws IOException {
        Deque<Path> open = new ArrayDeque<>();
        open.push(from);
        while (!open.isEmpty()) {
            Path path = open.pop();
            Path place = to.resolve(from.relativize(path).toString());
            Files.copy(
                    path,
                    path.equals(from) ? to : place,
                    LinkOption.NOFOLLOW_LINKS,
                    StandardCopyOption.COPY_ATTRIBUTES);
            if (isDirectory(path)) {
                list(path).forEach(open::push);
            }
        }
    }
}
