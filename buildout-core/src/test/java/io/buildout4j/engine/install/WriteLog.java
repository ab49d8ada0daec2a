package io.buildout4j.engine.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every change to a directory in its order, to play it again as a disk may have it after the power went: what was not
 * flushed is there or not, whatever the order in which it was done. A change of an entry is there only if earlier changes
 * of the same entry are; a rename is there as a whole or not at all; of a file not flushed some earlier bytes are there, and
 * of its last write perhaps a part.
 */
final class WriteLog {

    /** A change of directory entries: one, or the two of a rename. */
    private static final class Change {
        final Path path;
        final @Nullable Path to;
        final Work work;
        boolean flushed;

        Change(Path path, @Nullable Path to, Work work) {
            this.path = path;
            this.to = to;
            this.work = work;
        }

        boolean touches(Path entry) {
            return path.equals(entry) || (to != null && to.equals(entry));
        }

        boolean needs(Change earlier) {
            return related(path, earlier) || (to != null && related(to, earlier));
        }

        private static boolean related(Path entry, Change earlier) {
            return entry.startsWith(earlier.path)
                    || earlier.path.startsWith(entry)
                    || (earlier.to != null && (entry.startsWith(earlier.to) || earlier.to.startsWith(entry)));
        }
    }

    /** A file of its own, whatever it is called. */
    private static final class Contents {
        final List<byte[]> versions = new ArrayList<>();
        int flushed = -1;

        @Nullable
        Path replayed;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private final List<Change> changes = new ArrayList<>();
    private final List<Contents> files = new ArrayList<>();
    private final Map<Object, Contents> living = new HashMap<>();

    /** Begins with what is on the disk already. */
    void begin(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    add(path).replayed = path;
                }
            }
        }
    }

    private Contents add(Path file) throws IOException {
        Contents contents = new Contents();
        files.add(contents);
        living.put(key(file), contents);
        return contents;
    }

    private static Object key(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    void created(Path file) throws IOException {
        Contents contents = add(file);
        changes.add(new Change(file, null, () -> {
            Files.createFile(file);
            contents.replayed = file;
        }));
    }

    void madeDirectory(Path directory) {
        changes.add(new Change(directory, null, () -> Files.createDirectory(directory)));
    }

    void linked(Path link, Path target) {
        changes.add(new Change(link, null, () -> Files.createSymbolicLink(link, target)));
    }

    void wrote(Path file) throws IOException {
        Contents contents = living.get(key(file));
        if (contents != null) {
            contents.versions.add(Files.readAllBytes(file));
        }
    }

    void flushed(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Change change : changes) {
                boolean entry = path.equals(change.path.getParent())
                        || (change.to != null && path.equals(change.to.getParent()));
                change.flushed |= entry;
            }
        } else {
            Contents contents = living.get(key(path));
            if (contents != null) {
                contents.flushed = contents.versions.size() - 1;
            }
        }
    }

    void moved(Path from, Path to) {
        changes.add(new Change(from, to, () -> {
            gone(to);
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            for (Contents file : files) {
                if (file.replayed != null && file.replayed.startsWith(from)) {
                    file.replayed = to.resolve(from.relativize(file.replayed).toString());
                }
            }
        }));
    }

    void deleted(Path path) {
        changes.add(new Change(path, null, () -> {
            Files.delete(path);
            gone(path);
        }));
    }

    private void gone(Path path) {
        files.stream().filter(file -> path.equals(file.replayed)).forEach(file -> file.replayed = null);
    }

    /**
     * Makes what may be on the disk after the power went, in a directory that is again as it was at the beginning.
     */
    void replay(Random chance) throws IOException {
        for (int i = changes.size() - 1; i >= 0; i--) {
            for (int j = 0; j < i && changes.get(i).flushed; j++) {
                Change late = changes.get(i);
                if (changes.get(j).touches(late.path)
                        || (late.to != null && changes.get(j).touches(late.to))) {
                    changes.get(j).flushed = true;
                }
            }
        }
        int odds = 1 + chance.nextInt(9);
        List<Change> lost = new ArrayList<>();
        for (Change change : changes) {
            boolean there = change.flushed
                    || (chance.nextInt(10) < odds && lost.stream().noneMatch(change::needs));
            if (there) {
                try {
                    change.work.run();
                } catch (NoSuchFileException e) {
                    // In a directory that is not there itself.
                    lost.add(change);
                }
            } else {
                lost.add(change);
            }
        }
        for (Contents file : files) {
            if (file.replayed != null && !file.versions.isEmpty()) {
                int choices = file.versions.size() - file.flushed;
                int version = file.flushed + (chance.nextInt(3) == 0 ? 0 : chance.nextInt(choices));
                if (version >= 0) {
                    byte[] bytes = file.versions.get(version);
                    boolean torn = version > file.flushed && chance.nextBoolean();
                    int whole = file.flushed < 0 ? 0 : Math.min(bytes.length, file.versions.get(file.flushed).length);
                    int length = torn ? whole + chance.nextInt(bytes.length - whole + 1) : bytes.length;
                    Files.write(file.replayed, Arrays.copyOf(bytes, length));
                }
            }
        }
    }
}
