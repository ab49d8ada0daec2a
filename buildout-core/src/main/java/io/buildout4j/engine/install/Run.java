package io.buildout4j.engine.install;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.engine.plan.PlannedInstall;
import io.buildout4j.engine.plan.PlannedPart;
import io.buildout4j.engine.state.DirectoryLock;
import io.buildout4j.engine.state.Disk;
import io.buildout4j.engine.state.InstalledPart;
import io.buildout4j.engine.state.Journal;
import io.buildout4j.engine.state.JournalRecord;
import io.buildout4j.engine.state.State;
import io.buildout4j.engine.state.Workspace;
import io.buildout4j.engine.text.FileFailures;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Ledger ledger;
    private final Map<String, @Nullable InstalledPart> done = new HashMap<>();
    private final Set<Path> taken = new LinkedHashSet<>();
    private final List<Path> made = new ArrayList<>();
    private @Nullable DirectoryLock lock;
    private @Nullable BuildoutException refused;

    Run(PlannedInstall plan, Duration patience) {
        this.plan = plan;
        this.patience = patience;
        this.workspace = plan.ground().workspace();
        this.ledger = new Ledger(workspace);
    }

    /** What the journal says. */
    Ledger ledger() {
        return ledger;
    }

    /** Takes the lock, makes sure that the plan still stands, and begins the journal; all once. */
    synchronized void begin() throws IOException, InterruptedException {
        if (ledger.isBegun()) {
            return;
        }
        if (refused != null) {
            throw refused;
        }
        try {
            acquire();
            verify();
        } catch (BuildoutException e) {
            // Parts come here one after the other: what refused one refuses the run, which must not wait for its own
            // lock.
            refused = e;
            throw e;
        }
        if (plan.ground().isInterrupted()) {
            plan.ground().recovery().run(plan.directory(), workspace);
        }
        for (Path directory : plan.standardDirectories()) {
            make(directory);
        }
        workspace.open();
        if (plan.key().isPresent()) {
            plan.key().get().store();
        }
        ledger.begin(
                Journal.begin(workspace.journal()),
                new JournalRecord.Opened(
                        plan.state()
                                .map(path -> path.toAbsolutePath().toString())
                                .orElse(""),
                        plan.ground().boot().id()));
    }

    private static void make(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new BuildoutException.Installing(
                    Diagnostic.error(
                            Diagnostic.Kind.WRITE_FAILED,
                            directory.toString(),
                            e instanceof FileAlreadyExistsException
                                    ? directory + " is to be a directory, and something else is there"
                                    : "cannot make a directory: " + FileFailures.reason(e)),
                    e);
        }
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
                            "another run works in " + plan.directory() + ": " + e.holder()),
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
        Optional<String> shift = plan.ground().shift();
        if (shift.isPresent()) {
            String what = shift.get();
            throw new BuildoutException.Installing(
                    Diagnostic.error(Diagnostic.Kind.PLAN_OUTDATED, what, what + " changed since the plan was made"));
        }
    }

    /** Whether a path is the buildout's own, or one of the directories that all parts share. */
    boolean isShared(Path path) {
        return plan.directory().startsWith(path) || isStandard(path);
    }

    /** Whether a path is one of the directories that all parts share. */
    boolean isStandard(Path path) {
        return plan.standardDirectories().contains(path);
    }

    Path directory() {
        return plan.directory();
    }

    Workspace workspace() {
        return workspace;
    }

    /**
     * A part is complete.
     *
     * @param wrote what was written for it in this run
     */
    synchronized void done(InstalledPart part, List<Path> wrote) throws IOException {
        if (ledger.isBegun()) {
            ledger.note(new JournalRecord.Done(part));
        }
        done.put(part.name(), part);
        for (String path : part.paths()) {
            taken.add(plan.directory().resolve(path));
        }
        made.addAll(wrote);
    }

    /** A part is uninstalled. */
    synchronized void gone(String part) throws IOException {
        ledger.note(new JournalRecord.Gone(part));
        done.put(part, null);
    }

    synchronized boolean isDone(String part) {
        return done.containsKey(part);
    }

    /** Takes back what a part did. */
    void undo(String part) throws IOException {
        ledger.undo(part, this::isTaken);
    }

    private synchronized boolean isTaken(Path path) {
        return taken.contains(path);
    }

    /**
     * Puts everything that is done on the record, in the order of the plan, and removes what was kept to undo it.
     */
    synchronized void commit() throws IOException {
        State before = plan.ground().state();
        State now = before.with(changes());
        if (!ledger.isBegun()) {
            if (plan.ground().file().says(before, now)) {
                return;
            }
            try {
                begin();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for the lock", e);
            }
        }
        if (ledger.isBroken()) {
            return;
        }
        Settle.settle(plan.directory(), made);
        ledger.secure(new JournalRecord.Synced());
        plan.ground().file().write(before, now);
        forget();
        ledger.close();
        workspace.clear();
    }

    private Map<String, @Nullable InstalledPart> changes() {
        Map<String, @Nullable InstalledPart> changes = new LinkedHashMap<>();
        for (PlannedPart part : plan.parts()) {
            if (done.containsKey(part.name())) {
                changes.put(part.name(), done.get(part.name()));
            }
        }
        return changes;
    }

    /** Removes what only an undo would have needed, and the directories that finished parts do not need any more. */
    private void forget() throws IOException {
        for (JournalRecord record : ledger.records()) {
            if (record instanceof JournalRecord.Moved moved) {
                Disk.delete(moved.aside());
            }
        }
        Set<Path> emptied = new LinkedHashSet<>();
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
            ledger.close();
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
                                "cannot write the record of what is installed: " + FileFailures.reason(e))
                        .withHint("run again when that is mended: what was finished is not lost"),
                e);
    }
}
