package io.buildout4j.engine.install;

import io.buildout4j.engine.state.Disk;
import io.buildout4j.engine.state.Journal;
import io.buildout4j.engine.state.JournalRecord;
import io.buildout4j.engine.state.Undo;
import io.buildout4j.engine.state.Workspace;
import io.buildout4j.engine.text.FileFailures;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the journal of this run says of each part, and how to take it back. After a journal that could not be written
 * nothing more may be begun: what a failed flush left on the disk nobody knows.
 */
final class Ledger implements AutoCloseable {

    private final Workspace.Shelf shelf;
    private final Map<String, List<JournalRecord>> records = new HashMap<>();
    private @Nullable Journal journal;
    private @Nullable IOException broken;

    Ledger(Workspace workspace) {
        this.shelf = new Workspace.Shelf(workspace);
    }

    synchronized void begin(Journal begun, JournalRecord.Opened opened) throws IOException {
        if (broken != null) {
            throw lost(broken);
        }
        journal = begun;
        note(opened);
    }

    synchronized boolean isBegun() {
        return journal != null;
    }

    /** Whether the journal could not be written. */
    synchronized boolean isBroken() {
        return broken != null;
    }

    /** Notes what is about to be done, or is done: the note survives the death of this process. */
    synchronized void note(JournalRecord record) throws IOException {
        append(List.of(record), false);
    }

    /** Notes what is about to be done, and does not return before the note would survive a loss of power. */
    synchronized void secure(JournalRecord record) throws IOException {
        append(List.of(record), true);
    }

    /** {@link #secure(JournalRecord)} of several at the cost of one. */
    synchronized void secure(Collection<? extends JournalRecord> several) throws IOException {
        append(several, true);
    }

    private void append(Collection<? extends JournalRecord> several, boolean secure) throws IOException {
        if (broken != null) {
            throw lost(broken);
        }
        if (journal == null) {
            throw new IOException("the journal of this run was not begun");
        }
        try {
            journal.append(several, secure);
        } catch (IOException e) {
            broken = e;
            throw e;
        }
        several.forEach(record -> records.computeIfAbsent(record.part(), name -> new ArrayList<>())
                .add(record));
    }

    private static IOException lost(IOException cause) {
        return new IOException("the journal of this run is lost: " + FileFailures.reason(cause), cause);
    }

    /**
     * Announces something new: cheaply where the journal has it on the disk already that nothing was there, for then
     * even after a loss of power it is known who made what is there.
     */
    synchronized void announce(Path path, JournalRecord record) throws IOException {
        append(List.of(record), !isVacant(record.part(), path));
    }

    private boolean isVacant(String part, Path path) {
        for (JournalRecord record : records.getOrDefault(part, List.of())) {
            if (record instanceof JournalRecord.Vacant vacant
                    && vacant.paths().stream().anyMatch(path::startsWith)) {
                return true;
            }
        }
        return false;
    }

    /** Moves something out of the way, to where it can be put back from. */
    JournalRecord moveAside(String part, Path path) throws IOException {
        JournalRecord.Moved moved = new JournalRecord.Moved(part, path, shelf.place());
        secure(moved);
        move(moved);
        return moved;
    }

    /** Moves what was announced as moved, beside its place if the workspace is on another file system. */
    void move(JournalRecord.Moved moved) throws IOException {
        try {
            Files.move(moved.path(), moved.aside(), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            JournalRecord.Moved near = new JournalRecord.Moved(moved.part(), moved.path(), shelf.beside(moved.path()));
            secure(near);
            Files.move(near.path(), near.aside(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Puts back what was moved out of the way for something that was then not made. */
    void putBack(String part, Path path) throws IOException {
        for (JournalRecord record : records(part)) {
            if (record instanceof JournalRecord.Moved moved
                    && moved.path().equals(path)
                    && Disk.exists(moved.aside())) {
                Files.move(moved.aside(), path, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** Keeps a copy of what is about to be changed. */
    JournalRecord copyAside(String part, Path path) throws IOException {
        JournalRecord.Copied copied = new JournalRecord.Copied(part, path, shelf.place());
        Disk.copy(path, copied.aside());
        // A copy that the disk does not have would be put back empty.
        Disk.syncTree(copied.aside());
        secure(copied);
        return copied;
    }

    /** A place to move something to. */
    Path place() {
        return shelf.place();
    }

    /** What the journal says of a part so far. */
    synchronized List<JournalRecord> records(String part) {
        return List.copyOf(records.getOrDefault(part, List.of()));
    }

    /** What the journal says of all parts that were not taken back. */
    synchronized List<JournalRecord> records() {
        return records.values().stream().flatMap(List::stream).toList();
    }

    /** Takes back what a part did, but for what finished parts own. */
    void undo(String part, Predicate<Path> taken) throws IOException {
        List<JournalRecord> did = records(part);
        if (did.isEmpty()) {
            return;
        }
        new Undo(did, taken).run();
        synchronized (this) {
            // Without the note the next run undoes it again, which finds nothing left to do.
            if (broken == null) {
                note(new JournalRecord.Undone(part));
            }
            records.remove(part);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (journal != null) {
            journal.close();
        }
    }
}
