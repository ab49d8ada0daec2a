package io.buildout4j.engine.state;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an interrupted run left, read from its journal: which parts it finished, which not. A part is finished if its
 * journal record is there and what it made is known to be on the disk: after a mere kill the system still has it, after
 * a loss of power only what was synced counts.
 */
public final class Recovery {

    private final Optional<StateFile> file;
    private final Map<String, @Nullable InstalledPart> finished = new LinkedHashMap<>();
    private final Map<String, List<JournalRecord>> unfinished = new LinkedHashMap<>();
    private final List<Path> kept = new ArrayList<>();

    /**
     * @param records the journal, oldest record first
     * @param boot which start of the machine this is
     */
    public Recovery(List<JournalRecord> records, Boot boot, FileSystem system) {
        boolean sameBoot = false;
        Optional<StateFile> state = Optional.empty();
        int synced = -1;
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i) instanceof JournalRecord.Opened opened) {
                sameBoot = boot.isKnown() && boot.id().equals(opened.boot());
                state = Optional.of(new StateFile(
                        Optional.of(opened.state()).filter(s -> !s.isEmpty()).map(system::getPath)));
            } else if (records.get(i) instanceof JournalRecord.Synced) {
                synced = i;
            }
        }
        this.file = state;
        for (int i = 0; i < records.size(); i++) {
            read(records.get(i), sameBoot || i < synced);
        }
        // All that was announced is in the journal, unless the power went before it was flushed.
        boolean complete = sameBoot || synced >= 0 || !boot.isKnown();
        for (List<JournalRecord> part : unfinished.values()) {
            announce(part, complete, boot);
        }
    }

    /** Makes announcements of what was found where nothing had been, unless somebody made it since. */
    private static void announce(List<JournalRecord> part, boolean complete, Boot boot) {
        Set<Path> stood = new HashSet<>();
        part.forEach(record -> record.stood().ifPresent(stood::add));
        List<JournalRecord> made = new ArrayList<>();
        for (JournalRecord record : part) {
            if (!(record instanceof JournalRecord.Vacant vacant)) {
                made.add(record);
            } else if (!complete) {
                vacant.paths().stream()
                        .filter(path -> !stood.contains(path) && Disk.changedBefore(path, boot.since()))
                        .forEach(path -> made.add(new JournalRecord.Created(vacant.part(), path)));
            }
        }
        part.clear();
        part.addAll(made);
    }

    private void read(JournalRecord record, boolean certain) {
        String part = record.part();
        List<JournalRecord> open = unfinished.computeIfAbsent(part, name -> new ArrayList<>());
        if (record instanceof JournalRecord.Moved moved) {
            kept.add(moved.aside());
        }
        if (record instanceof JournalRecord.Done done && certain) {
            // At the end, as the state has it.
            finished.remove(part);
            finished.put(part, done.installed());
            open.clear();
        } else if (record instanceof JournalRecord.Gone && certain) {
            finished.remove(part);
            finished.put(part, null);
            open.clear();
        } else if (record instanceof JournalRecord.Undone) {
            open.clear();
        } else {
            open.add(record);
        }
    }

    /** What is installed, if the state file says what is given. */
    public State apply(State state) {
        return state.with(finished);
    }

    /**
     * Whether something will be at a path once the unfinished parts are undone, told without touching anything.
     */
    public boolean exists(Path path) {
        for (List<JournalRecord> records : unfinished.values()) {
            for (JournalRecord record : records) {
                boolean restored = record instanceof JournalRecord.Moved moved
                        ? isKept(moved.path(), moved.aside(), path)
                        : record instanceof JournalRecord.Copied copied && isKept(copied.path(), copied.aside(), path);
                if (restored) {
                    return true;
                }
                if (record instanceof JournalRecord.Created created && path.startsWith(created.path())) {
                    return false;
                }
            }
        }
        return Disk.exists(path);
    }

    private static boolean isKept(Path moved, Path aside, Path path) {
        return path.startsWith(moved) && Disk.exists(aside.resolve(moved.relativize(path)));
    }

    /** Undoes the unfinished parts, and writes what is installed to the state file of the interrupted run. */
    public void run(Path directory, Workspace workspace) throws IOException {
        Set<Path> taken = new HashSet<>();
        finished.values().forEach(part -> {
            if (part != null) {
                part.paths().forEach(path -> taken.add(directory.resolve(path)));
            }
        });
        List<List<JournalRecord>> newestFirst = new ArrayList<>(unfinished.values());
        Collections.reverse(newestFirst);
        for (List<JournalRecord> records : newestFirst) {
            new Undo(records, taken::contains).run();
        }
        if (file.isPresent()) {
            State before = file.get().parse(file.get().bytes());
            file.get().write(before, apply(before));
        }
        // What was moved beside its place because that is another file system.
        for (Path aside : kept) {
            Disk.delete(aside);
        }
        workspace.clear();
    }
}
