package io.buildout4j.engine.check;

import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.History;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import java.util.Iterator;

/**
 * What a profile's own file wrote, told from what it extends.
 *
 * @param file the name that origins give to that file
 */
record OwnFile(String file) {

    /** Whether the file wrote the value that counts. */
    boolean wrote(Option option) {
        return wrote(option.newest());
    }

    private boolean wrote(Assignment assignment) {
        return assignment.origin() instanceof Origin.Implicit
                || (assignment.origin() instanceof Origin.File place
                        && place.source().equals(file));
    }

    /** Whether nobody else made the option; histories are long, and the newest steps tell. */
    boolean wroteAll(Option option) {
        if (!wrote(option)) {
            return false;
        }
        if (option.history() instanceof History history) {
            Iterator<Assignment> steps = history.newestFirst();
            while (steps.hasNext()) {
                if (!wrote(steps.next())) {
                    return false;
                }
            }
            return true;
        }
        return option.history().stream().allMatch(this::wrote);
    }
}
