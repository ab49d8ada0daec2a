package io.buildout4j.install;

import io.buildout4j.Diagnostic;
import io.buildout4j.profile.ResolvedProfile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an installation would do, decided and not yet done: data to print, compare, or hand to {@code Buildout.install}.
 * Two plans are equal if they would do the same for the same reasons.
 */
public interface InstallPlan {

    /** The directory of the buildout. Absolute. */
    Path directory();

    /** The state file the plan was made against; empty if the profile wants nothing remembered. */
    Optional<Path> state();

    /**
     * The changes in the order in which they would be made: first what is uninstalled, in reverse of the recorded
     * order, then the parts in order of installation. A part that is reinstalled stands once, where it is made anew.
     */
    List<PartChange> changes();

    /**
     * The names of the parts whose present installation goes, in that order: those uninstalled and those reinstalled,
     * last installed first.
     */
    List<String> removals();

    /**
     * The profile with its recipes constructed: what they publish is seen. A section that no part needed is worked out
     * when it is asked for.
     */
    ResolvedProfile resolved();

    /**
     * A text as it may be shown or logged: every value that a recipe marked as secret has become dots. What a host
     * prints of {@link #resolved} goes through this; messages, reasons and events have been through it.
     */
    String masked(String text);

    /** What the operator should know before it begins, such as options of {@code [buildout]} that nothing reads. */
    List<Diagnostic> warnings();

    /** The changes that do something: all but {@link PartChange.Action#LEAVE}. */
    default List<PartChange> work() {
        return changes().stream()
                .filter(change -> change.action() != PartChange.Action.LEAVE)
                .toList();
    }
}
