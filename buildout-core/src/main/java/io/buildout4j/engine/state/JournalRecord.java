package io.buildout4j.engine.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running installation notes before it does it, so that whoever finds the journal after a crash can undo a part
 * that was not finished, and knows one that was.
 */
public sealed interface JournalRecord {

    /** The part the record is about. */
    String part();

    /** The path at which something stood that the part did not make, if the record tells of such a thing. */
    default Optional<Path> stood() {
        return Optional.empty();
    }

    /**
     * The run begins.
     *
     * @param state the state file as text; empty if nothing is to be remembered
     * @param boot tells one start of the machine from another; empty if that cannot be told
     */
    record Opened(String state, String boot) implements JournalRecord {
        @Override
        public String part() {
            return "";
        }
    }

    /** What the parts done so far have made is on the disk, and survives the loss of power. */
    record Synced() implements JournalRecord {
        @Override
        public String part() {
            return "";
        }
    }

    /**
     * Nothing is at these paths, at which the part may make something soon. On the disk before the part begins, so that
     * what it then makes there need not be announced one by one in a way that survives the loss of power.
     */
    record Vacant(String part, List<Path> paths) implements JournalRecord {
        public Vacant {
            paths = List.copyOf(paths);
        }
    }

    /** Work on a part begins. */
    record Begun(String part) implements JournalRecord {}

    /** Where nothing is, something is about to be made. */
    record Created(String part, Path path) implements JournalRecord {}

    /** What is at a path is about to be moved out of the way, to a place in the same file system. */
    record Moved(String part, Path path, Path aside) implements JournalRecord {
        @Override
        public Optional<Path> stood() {
            return Optional.of(path);
        }
    }

    /** A copy of what is at a path was made before it is changed. */
    record Copied(String part, Path path, Path aside) implements JournalRecord {
        @Override
        public Optional<Path> stood() {
            return Optional.of(path);
        }
    }

    /**
     * A directory that belongs to nobody is about to be filled.
     *
     * @param before what was in it at any depth, relative to it
     */
    record Filled(String part, Path path, List<String> before) implements JournalRecord {
        public Filled {
            before = List.copyOf(before);
        }

        @Override
        public Optional<Path> stood() {
            return Optional.of(path);
        }
    }

    /** A directory is about to be made for whoever needs it. */
    record Directory(String part, Path path) implements JournalRecord {}

    /** The part is complete, and this is what the state file will say of it. */
    record Done(InstalledPart installed) implements JournalRecord {
        @Override
        public String part() {
            return installed.name();
        }
    }

    /** The part is uninstalled. */
    record Gone(String part) implements JournalRecord {}

    /** The part failed, and everything is as it was before. */
    record Undone(String part) implements JournalRecord {}
}
