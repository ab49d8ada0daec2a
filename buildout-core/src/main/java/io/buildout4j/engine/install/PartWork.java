package io.buildout4j.engine.install;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.engine.plan.PlannedPart;
import io.buildout4j.engine.state.Disk;
import io.buildout4j.engine.state.InstalledPart;
import io.buildout4j.engine.state.JournalRecord;
import io.buildout4j.install.Cancellation;
import io.buildout4j.install.PartChange;
import io.buildout4j.recipe.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One part being installed or updated. A recipe may use it from several threads. */
final class PartWork implements Installation {

    private final PlannedPart part;
    private final Run run;
    private final Events events;
    private final Cancellation cancellation;
    private final boolean updating;
    /** What was announced, and how the journal has it, in order. */
    private final Map<Path, JournalRecord> announced = new LinkedHashMap<>();

    private final Set<Path> directories = new LinkedHashSet<>();

    PartWork(PlannedPart part, Run run, Events events, Cancellation cancellation) {
        this.part = part;
        this.run = run;
        this.events = events;
        this.cancellation = cancellation;
        this.updating = part.change().action() == PartChange.Action.UPDATE;
    }

    @Override
    public synchronized Path created(Path path) {
        Path place = place(path);
        if (isAnnounced(place)) {
            return place;
        }
        Path parent = place.getParent();
        if (parent != null) {
            directory(parent);
        }
        guarded(place, () -> {
            run.begin();
            announced.put(place, announce(place));
        });
        return place;
    }

    private boolean isAnnounced(Path place) {
        for (Path ancestor = place; ancestor != null; ancestor = ancestor.getParent()) {
            JournalRecord record = announced.get(ancestor);
            boolean whole = record != null && !(record instanceof JournalRecord.Filled);
            if (whole || (record != null && ancestor.equals(place))) {
                return true;
            }
        }
        return false;
    }

    private JournalRecord announce(Path place) throws IOException {
        String name = part.name();
        if (!Disk.exists(place)) {
            JournalRecord created = new JournalRecord.Created(name, place);
            run.ledger().announce(place, created);
            return created;
        }
        if (updating) {
            return run.ledger().copyAside(name, place);
        }
        if (Disk.isDirectory(place)) {
            JournalRecord filled = new JournalRecord.Filled(name, place, below(place));
            run.ledger().secure(filled);
            return filled;
        }
        return run.ledger().moveAside(name, place);
    }

    private static List<String> below(Path root) throws IOException {
        List<String> names = new ArrayList<>();
        Deque<Path> open = new ArrayDeque<>(Disk.list(root));
        while (!open.isEmpty()) {
            Path path = open.pop();
            names.add(root.relativize(path).toString());
            if (Disk.isDirectory(path)) {
                open.addAll(Disk.list(path));
            }
        }
        return names;
    }

    @Override
    public synchronized Path draft(Path path) {
        Path place = place(path);
        if (!isAnnounced(place)) {
            throw refused(place, "was not announced as created");
        }
        Path draft = Disk.draft(place);
        guarded(place, () -> Disk.delete(draft));
        return draft;
    }

    @Override
    public synchronized Path directory(Path path) {
        Path place = run.directory().resolve(path).normalize();
        Deque<Path> missing = new ArrayDeque<>();
        for (Path p = place; p != null && !Files.isDirectory(p); p = p.getParent()) {
            missing.push(p);
        }
        if (!missing.isEmpty()) {
            guarded(place, () -> {
                run.begin();
                for (Path directory : missing) {
                    run.ledger().announce(directory, new JournalRecord.Directory(part.name(), directory));
                    Files.createDirectories(directory);
                    directories.add(directory);
                }
            });
        }
        return place;
    }

    private Path place(Path path) {
        Path place = run.directory().resolve(path).normalize();
        if (place.toString().lines().count() != 1) {
            throw refused(place, "has a line end in its name");
        }
        if (run.isShared(place) || place.startsWith(run.workspace().root())) {
            throw refused(place, "belongs to the buildout as a whole");
        }
        return place;
    }

    private BuildoutException refused(Path place, String why) {
        return new BuildoutException.Installing(Diagnostic.error(
                Diagnostic.Kind.RECIPE_FAILED,
                part.name(),
                "part " + part.name() + " cannot own " + place + ", which " + why));
    }

    /** Work that fails for reasons of the disk, or because the run is cancelled. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void guarded(Path place, Work work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } catch (IOException e) {
            throw Run.writeFailed(place, e);
        } catch (InterruptedException e) {
            interrupted = true;
            throw new BuildoutException.Installing(
                    Diagnostic.error(Diagnostic.Kind.CANCELLED, part.name(), "the run was cancelled"), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public List<Path> owned() {
        InstalledPart before = part.before();
        return before == null
                ? List.of()
                : before.paths().stream()
                        .map(path -> run.directory().resolve(path))
                        .toList();
    }

    @Override
    public void step(String what) {
        events.step(part.name(), what);
    }

    @Override
    public void output(String line) {
        events.output(part.name(), line);
    }

    @Override
    public boolean cancelled() {
        return cancellation.cancelled() || Thread.currentThread().isInterrupted();
    }

    /** The record of the part, now that its recipe is done; what was announced and not made is put back. */
    synchronized InstalledPart record() throws IOException {
        Set<String> paths = new LinkedHashSet<>();
        Set<String> made = new LinkedHashSet<>();
        InstalledPart before = part.before();
        if (before != null && announced.isEmpty() && directories.isEmpty() && part.isAsRecorded()) {
            return before;
        }
        if (updating && before != null) {
            paths.addAll(before.paths());
            before.directories().forEach(made::add);
        }
        for (Map.Entry<Path, JournalRecord> entry : announced.entrySet()) {
            Path path = entry.getKey();
            if (entry.getValue() instanceof JournalRecord.Filled filled) {
                added(path, path, new HashSet<>(filled.before()), paths);
            } else if (Disk.exists(path)) {
                paths.add(recorded(path));
            } else if (entry.getValue() instanceof JournalRecord.Moved) {
                run.ledger().putBack(part.name(), path);
            } else {
                paths.remove(recorded(path));
                paths.remove(path.toString());
            }
        }
        List<Path> deepestFirst = new ArrayList<>(directories);
        Collections.reverse(deepestFirst);
        deepestFirst.forEach(path -> made.add(recorded(path)));
        return new InstalledPart(part.name(), part.options(), List.copyOf(paths), List.copyOf(made), part.signature());
    }

    /** What was written in this run, to be flushed before it is on the record. */
    synchronized List<Path> wrote() {
        List<Path> all = new ArrayList<>(announced.keySet());
        all.addAll(directories);
        return all;
    }

    private void added(Path root, Path directory, Set<String> before, Set<String> paths) throws IOException {
        List<Path> entries = new ArrayList<>(Disk.list(directory));
        Collections.sort(entries);
        for (Path entry : entries) {
            if (!before.contains(root.relativize(entry).toString())) {
                paths.add(recorded(entry));
            } else if (Disk.isDirectory(entry)) {
                added(root, entry, before, paths);
            }
        }
    }

    private String recorded(Path path) {
        return path.startsWith(run.directory())
                ? run.directory().relativize(path).toString()
                : path.toString();
    }
}
