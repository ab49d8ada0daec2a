package io.buildout4j.engine.install;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.engine.plan.PlannedInstall;
import io.buildout4j.engine.state.DirectoryLock;
import io.buildout4j.engine.state.Disk;
import io.buildout4j.engine.state.Failures;
import io.buildout4j.engine.state.InstalledPart;
import io.buildout4j.engine.state.Journal;
import io.buildout4j.engine.state.JournalRecord;
import io.buildout4j.engine.state.State;
import io.buildout4j.engine.state.Undo;
import io.buildout4j.engine.state.Workspace;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory while one plan is executed in it: the lock, the journal, what is done. A run that changes nothing takes
 * no lock and writes nothing: both are had before the first thing is written.
 */
final class Run implements AutoCloseable {

    private final PlannedInstall plan;
    private final Duration patience;
    private final Workspace workspace;
    private final Workspace.Shelf shelf;
    private final Map<String, List<JournalRecord>> records = new HashMap<>();
    private final Map<String, @Nullable InstalledPart> done = new HashMap<>();
    private final Set<Path> taken = new LinkedHashSet<>();
    private final List<Path> made = new ArrayList<>();
    private @Nullable DirectoryLock lock;
    private @Nullable Journal journal;
    private @Nullable IOException broken;

    Run(PlannedInstall plan, Duration patience) {
        this.plan = plan;
        this.patience = patience;
        this.workspace = plan.ground().workspace();
        this.shelf = new Workspace.Shelf(workspace);
    }

    /** Takes the lock, makes sure that the plan still stands, and begins the journal; all once. */
    synchronized void begin() throws IOException, InterruptedException {
        if (journal != null) {
            return;
        }
        if (broken != null) {
            throw lost(broken);
        }
        acquire();
        verify();
        if (plan.ground().isInterrupted()) {
            plan.ground().recovery().run(plan.directory(), workspace);
        }
        for (Path directory : plan.standardDirectories()) {
            Files.createDirectories(directory);
        }
        workspace.open();
        if (plan.key().isPresent()) {
            plan.key().get().store();
        }
        Journal begun = Journal.begin(workspace.journal());
        journal = begun;
        begun.note(new JournalRecord.Opened(
                plan.state().map(path -> path.toAbsolutePath().toString()).orElse(""), Workspace.boot()));
    }

    private void acquire() throws IOException, InterruptedException {
        Files.createDirectories(workspace.root());
        try {
            lock = DirectoryLock.acquire(workspace.lock(), patience);
        } catch (DirectoryLock.Held e) {
            throw new BuildoutException.Installing(
                    Diagnostic.error(
                                    Diagnostic.Kind.LOCKED,
                                    plan.directory().toString(),
                                    "another run works in " + plan.directory() + ": " + e.holder())
                            .withHint("wait until it is finished"),
                    e);
        }
    }

    /** Whether another run may be at work, or was interrupted: then even a run that writes nothing must ask. */
    boolean mustBegin() {
        return plan.ground().isInterrupted() || DirectoryLock.mayBeHeld(workspace.lock());
    }

    /**
     * @throws BuildoutException if state or profile changed since the plan was made
     */
    void verify() {
        plan.ground().shift().ifPresent(what -> {
            throw new BuildoutException.Installing(
                    Diagnostic.error(Diagnostic.Kind.PLAN_OUTDATED, what, what + " changed since the plan was made")
                            .withHint("make the plan again"));
        });
    }

    /** Notes what is about to be done, and does not return before the note would survive a loss of power. */
    synchronized void secure(JournalRecord record) throws IOException {
        append(record, true);
    }

    /** Notes what is about to be done, or is done. */
    synchronized void note(JournalRecord record) throws IOException {
        append(record, false);
    }

    private void append(JournalRecord record, boolean secure) throws IOException {
        Journal open = journal;
        if (broken != null) {
            throw lost(broken);
        }
        if (open == null) {
            throw new IOException("the journal of this run was not begun");
        }
        try {
            if (secure) {
                open.secure(record);
            } else {
                open.note(record);
            }
        } catch (IOException e) {
            // What a failed flush left on the disk nobody knows: no more work is begun.
            broken = e;
            throw e;
        }
        records.computeIfAbsent(record.part(), name -> new ArrayList<>()).add(record);
    }

    /** Whether the journal could not be written, so that no more work may be begun. */
    synchronized boolean broken() {
        return broken != null;
    }

    private static IOException lost(IOException cause) {
        return new IOException("the journal of this run is lost: " + Failures.reason(cause), cause);
    }

    /** Moves something out of the way, to where it can be put back from. */
    JournalRecord moveAside(String part, Path path) throws IOException {
        JournalRecord.Moved moved = new JournalRecord.Moved(part, path, shelf.place());
        secure(moved);
        rename(part, path, moved.aside());
        return moved;
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

    /** Moves what was noted as moved, beside its place if the workspace is on another file system. */
    void rename(String part, Path path, Path aside) throws IOException {
        try {
            Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Path sibling = shelf.beside(path);
            secure(new JournalRecord.Moved(part, path, sibling));
            Files.move(path, sibling, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Whether a path is one of the directories that all parts share. */
    boolean isStandard(Path path) {
        return plan.standardDirectories().contains(path);
    }

    Path place() {
        return shelf.place();
    }

    Path directory() {
        return plan.directory();
    }

    Workspace workspace() {
        return workspace;
    }

    /** What the journal says of a part so far. */
    synchronized List<JournalRecord> records(String part) {
        return List.copyOf(records.getOrDefault(part, List.of()));
    }

    /** A part is complete. */
    synchronized void done(InstalledPart part, List<Path> wrote) throws IOException {
        if (journal != null) {
            note(new JournalRecord.Done(part));
        }
        done.put(part.name(), part);
        part.paths().forEach(path -> taken.add(plan.directory().resolve(path)));
        made.addAll(wrote);
    }

    /** A part is uninstalled. */
    synchronized void gone(String part) throws IOException {
        note(new JournalRecord.Gone(part));
        done.put(part, null);
    }

    synchronized boolean isDone(String part) {
        return done.containsKey(part);
    }

    /** Takes back what a part did. */
    void undo(String part) throws IOException {
        List<JournalRecord> done = records(part);
        if (done.isEmpty()) {
            return;
        }
        new Undo(done, this::isTaken).run();
        synchronized (this) {
            // Without the note the next run undoes it again, which finds nothing left to do.
            if (broken == null) {
                note(new JournalRecord.Undone(part));
            }
            records.remove(part);
        }
    }

    private synchronized boolean isTaken(Path path) {
        return taken.contains(path);
    }

    /**
     * Puts everything that is done on the record, in the order of the plan, and removes what was kept to undo it.
     */
    synchronized void commit() throws IOException {
        State before = plan.ground().state();
        Map<String, @Nullable InstalledPart> changes = new LinkedHashMap<>();
        plan.parts().forEach(part -> {
            if (done.containsKey(part.name())) {
                changes.put(part.name(), done.get(part.name()));
            }
        });
        State now = before.with(changes);
        Journal open = journal;
        if (open == null) {
            if (plan.ground().file().says(before, now)) {
                return;
            }
            try {
                begin();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for the lock", e);
            }
            open = journal;
        }
        if (broken != null || open == null) {
            return;
        }
        Settle.settle(plan.directory(), made);
        open.secure(new JournalRecord.Synced());
        plan.ground().file().write(before, now);
        forget();
        open.close();
        workspace.clear();
    }

    /** Removes what only an undo would have needed. */
    private void forget() throws IOException {
        Set<Path> emptied = new LinkedHashSet<>();
        for (List<JournalRecord> part : records.values()) {
            for (JournalRecord record : part) {
                if (record instanceof JournalRecord.Moved moved) {
                    Disk.delete(moved.aside());
                }
            }
        }
        plan.parts().forEach(part -> {
            if (done.containsKey(part.name()) && part.before() != null) {
                part.before()
                        .directories()
                        .forEach(path -> emptied.add(plan.directory().resolve(path)));
            }
        });
        done.values().forEach(part -> {
            if (part != null) {
                part.directories()
                        .forEach(path -> emptied.remove(plan.directory().resolve(path)));
            }
        });
        for (Path directory : emptied) {
            if (Disk.isDirectory(directory)) {
                Disk.deleteIfEmpty(directory);
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            if (journal != null) {
                journal.close();
            }
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }

    /** An exception for files of the engine's own that could not be written. */
    static BuildoutException writeFailed(Path path, IOException e) {
        return new BuildoutException.Installing(
                Diagnostic.error(
                                Diagnostic.Kind.WRITE_FAILED,
                                path.toString(),
                                "cannot write the record of what is installed: " + Failures.reason(e))
                        .withHint("run again when that is mended: what was finished is not lost"),
                e);
    }
}
