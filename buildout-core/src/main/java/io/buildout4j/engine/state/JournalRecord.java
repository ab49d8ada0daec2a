package io.buildout4j.engine.state;

import java.nio.file.Path;
import java.util.List;

/**
 * What a running installation notes before it does it, so that whoever finds the journal after a crash can undo a part
 * that was not finished, and knows one that was.
 */
public sealed interface JournalRecord {

    /** The part the record is about. */
    String part();

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

    /** Work on a part begins. */
    record Begun(String part) implements JournalRecord {}

    /** Where nothing is, something is about to be made. */
    record Created(String part, Path path) implements JournalRecord {}

    /** What is at a path is about to be moved out of the way, to a place in the same file system. */
    record Moved(String part, Path path, Path aside) implements JournalRecord {}

    /** A copy of what is at a path was made before it is changed. */
    record Copied(String part, Path path, Path aside) implements JournalRecord {}

    /**
     * A directory that belongs to nobody is about to be filled.
     *
     * @param before what was in it at any depth, relative to it
     */
    record Filled(String part, Path path, List<String> before) implements JournalRecord {
        public Filled {
            before = List.copyOf(before);
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
