package io.buildout4j.install;

import java.nio.file.Path;
import java.util.List;

/**
 * What an installation would do, decided and not yet done: data to print, compare, or hand to {@code Buildout.install}.
 */
public interface InstallPlan {

    /** The directory of the buildout. Absolute. */
    Path directory();

    /**
     * The changes in the order in which they would be made: first what is uninstalled, in reverse of the recorded
     * order, then the parts in order of installation.
     */
    List<PartChange> changes();

    /** The changes that do something: all but {@link PartChange.Action#LEAVE}. */
    default List<PartChange> work() {
        return changes().stream()
                .filter(change -> change.action() != PartChange.Action.LEAVE)
                .toList();
    }
}
