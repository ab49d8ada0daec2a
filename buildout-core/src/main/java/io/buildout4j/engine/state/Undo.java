package io.buildout4j.engine.state;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes back what one part did, from the journal's records of it: the same way in a run whose part failed and in the run
 * after a crash. May itself be cut short at any moment and begun again: what was put back already is known by the
 * absence of its kept copy, and is not touched.
 */
public final class Undo {

    private final List<JournalRecord> records;
    private final Predicate<Path> taken;
    private final Set<Path> restored = new HashSet<>();

    /**
     * @param records what the journal says of the part since its work began, oldest first
     * @param taken tells what another part, which is finished, owns by now
     */
    public Undo(List<? extends JournalRecord> records, Predicate<Path> taken) {
        this.records = new ArrayList<>(records);
        this.taken = taken;
    }

    /** Puts everything back to what it was. */
    public void run() throws IOException {
        for (JournalRecord record : records) {
            if (record instanceof JournalRecord.Moved moved && !Disk.exists(moved.aside())) {
                restored.add(moved.path());
            } else if (record instanceof JournalRecord.Copied copied && !Disk.exists(copied.aside())) {
                restored.add(copied.path());
            }
        }
        for (ListIterator<JournalRecord> i = records.listIterator(records.size()); i.hasPrevious(); ) {
            undo(i.previous());
        }
    }

    private void undo(JournalRecord record) throws IOException {
        if (record instanceof JournalRecord.Created created) {
            Disk.delete(Disk.draft(created.path()));
            Disk.delete(created.path(), this::stays);
        } else if (record instanceof JournalRecord.Filled filled) {
            Set<String> before = new HashSet<>(filled.before());
            empty(filled.path(), filled.path(), before);
        } else if (record instanceof JournalRecord.Moved moved) {
            restore(moved.aside(), moved.path());
        } else if (record instanceof JournalRecord.Copied copied) {
            restore(copied.aside(), copied.path());
        } else if (record instanceof JournalRecord.Directory directory && Disk.isDirectory(directory.path())) {
            Disk.deleteIfEmpty(directory.path());
        }
    }

    private boolean stays(Path path) {
        if (taken.test(path)) {
            return true;
        }
        for (Path ancestor = path; ancestor != null; ancestor = ancestor.getParent()) {
            if (restored.contains(ancestor)) {
                return true;
            }
        }
        return false;
    }

    private void empty(Path root, Path directory, Set<String> before) throws IOException {
        if (!Disk.isDirectory(directory)) {
            return;
        }
        for (Path entry : Disk.list(directory)) {
            if (before.contains(root.relativize(entry).toString())) {
                empty(root, entry, before);
            } else {
                Disk.delete(entry, this::stays);
            }
        }
    }

    private void restore(Path aside, Path path) throws IOException {
        Disk.delete(Disk.draft(path));
        if (!Disk.exists(aside)) {
            return;
        }
        if (taken.test(path)) {
            Disk.delete(aside);
            return;
        }
        Disk.delete(path, this::stays);
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            // A copy may be kept on another file system; it stays until the file is back as a whole.
            Path draft = Disk.draft(path);
            Disk.copy(aside, draft);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            Disk.delete(aside);
        }
        restored.add(path);
    }
}
