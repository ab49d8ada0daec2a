package io.buildout4j.engine.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    public Recovery(List<JournalRecord> records, String boot, java.nio.file.FileSystem system) {
        boolean sameBoot = false;
        Optional<StateFile> state = Optional.empty();
        int synced = -1;
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i) instanceof JournalRecord.Opened opened) {
                sameBoot = !boot.isEmpty() && boot.equals(opened.boot());
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

    /** The parts that were begun and not finished. */
    public Set<String> unfinished() {
        Set<String> names = new HashSet<>();
        unfinished.forEach((name, records) -> {
            if (!name.isEmpty() && !records.isEmpty()) {
                names.add(name);
            }
        });
        return names;
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
        java.util.Collections.reverse(newestFirst);
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
