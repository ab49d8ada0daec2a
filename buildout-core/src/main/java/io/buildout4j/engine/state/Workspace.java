package io.buildout4j.engine.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The hidden directory in which a run keeps its lock, its journal and what it moved out of the way. Between runs only
 * the empty lock file is in it, and the key of recorded secrets.
 *
 * @param root the directory, in that of the buildout and so, as a rule, in one file system with all it makes
 */
public record Workspace(Path root) {

    private static final String USUAL_STATE = ".installed.cfg";

    /** The workspace of a buildout. */
    public static Workspace of(Path buildout) {
        return new Workspace(buildout.resolve(".buildout4j"));
    }

    /**
     * The workspace of a buildout with that state file. One that keeps another than the usual state shares a directory
     * with its host, which may be at work on it, and so works apart.
     */
    public static Workspace of(Path buildout, Optional<Path> state) {
        String name = state.isPresent() ? String.valueOf(state.get().getFileName()) : USUAL_STATE;
        Workspace usual = of(buildout);
        return name.equals(USUAL_STATE) ? usual : new Workspace(usual.root.resolve("beside" + name));
    }

    public Path lock() {
        return root.resolve("lock");
    }

    public Path journal() {
        return root.resolve("journal");
    }

    /** The key of the digests that stand for secrets; it stays between runs. */
    public Path key() {
        return root.resolve("secret.key");
    }

    /** Where things are kept that may have to be put back. */
    public Path kept() {
        return root.resolve("kept");
    }

    /** Where downloads go that no cache keeps. */
    public Path downloads() {
        return root.resolve("downloads");
    }

    /** Makes the directory, without what a run kept that is over; its entry is on the disk when this returns. */
    public void open() throws IOException {
        for (Path left : Disk.list(kept())) {
            Disk.delete(left);
        }
        Files.createDirectories(kept());
        Disk.sync(Disk.directoryOf(root));
    }

    /** Removes all but the lock: the journal last, because it tells where kept things are. */
    public void clear() throws IOException {
        Disk.delete(kept());
        Disk.delete(downloads());
        Files.deleteIfExists(journal());
    }

    /** Places to keep things at: names not used yet. */
    public static final class Shelf {
        private final Workspace workspace;
        private final AtomicInteger next = new AtomicInteger();

        public Shelf(Workspace workspace) {
            this.workspace = workspace;
        }

        /** A place in the workspace. */
        public Path place() {
            return workspace.kept().resolve(String.valueOf(next.getAndIncrement()));
        }

        /** A place beside a path, for one in another file system. */
        public Path beside(Path path) {
            Path sibling;
            do {
                sibling = path.resolveSibling("." + path.getFileName() + ".buildout4j-" + next.getAndIncrement());
            } while (Disk.exists(sibling));
            return sibling;
        }
    }
}
