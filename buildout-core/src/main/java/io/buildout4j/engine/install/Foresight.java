package io.buildout4j.engine.install;

import io.buildout4j.engine.plan.PlannedPart;
import io.buildout4j.engine.prepare.PreparedPart;
import io.buildout4j.engine.state.Disk;
import io.buildout4j.engine.state.JournalRecord;
import io.buildout4j.install.PartChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has the journal say, for many parts with one flush, at which places of theirs nothing is. To flush each announcement by
 * itself would take a fresh installation longer than all its other work. A few hundred parts ahead and not all of them,
 * so that what others put at such a place while the run lasts is seen for what it is.
 */
final class Foresight {

    private static final int AHEAD = 256;

    private final List<PlannedPart> parts = new ArrayList<>();
    private final Map<String, Integer> order = new HashMap<>();
    private final Run run;
    private final boolean useful;
    private int next;

    /**
     * @param parts those that will be worked on, in the order of the plan
     * @param useful whether the next run could tell that the power was lost
     */
    Foresight(List<PlannedPart> parts, Run run, boolean useful) {
        this.run = run;
        this.useful = useful;
        for (PlannedPart part : parts) {
            if (isMade(part)) {
                order.put(part.name(), this.parts.size());
                this.parts.add(part);
            }
        }
    }

    private static boolean isMade(PlannedPart part) {
        PartChange.Action action = part.change().action();
        return action == PartChange.Action.INSTALL || action == PartChange.Action.REINSTALL;
    }

    /** Called before the work on a part begins. */
    synchronized void before(PlannedPart part) throws IOException {
        int place = order.getOrDefault(part.name(), -1);
        if (!useful || place < next) {
            return;
        }
        List<JournalRecord> vacant = new ArrayList<>();
        for (int end = Math.min(parts.size(), place + AHEAD); next < end; next++) {
            PlannedPart coming = parts.get(next);
            List<Path> places = places(coming);
            if (!places.isEmpty()) {
                vacant.add(new JournalRecord.Vacant(coming.name(), places));
            }
        }
        if (!vacant.isEmpty()) {
            run.ledger().secure(vacant);
        }
    }

    private List<Path> places(PlannedPart part) {
        PreparedPart prepared = part.prepared();
        return prepared == null
                ? List.of()
                : prepared.places().stream()
                        .filter(path -> path.startsWith(run.directory()) && !run.isShared(path) && !Disk.exists(path))
                        .toList();
    }
}
