package io.buildout4j.engine.install;

import io.buildout4j.engine.plan.PlannedPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Which parts wait for which: those they refer to and that come before them in the plan. In a circle of look-ups
 * something comes after, and is not waited for.
 */
final class Needs {

    private final List<PlannedPart> parts;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<List<Integer>> dependents = new ArrayList<>();
    private final int[] open;
    private final Queue<Integer> free = new PriorityQueue<>();

    Needs(List<PlannedPart> parts) {
        this.parts = parts;
        this.open = new int[parts.size()];
        for (int i = 0; i < open.length; i++) {
            dependents.add(new ArrayList<>());
            for (String dependency : parts.get(i).change().dependencies()) {
                Integer place = places.get(dependency);
                if (place != null) {
                    dependents.get(place).add(i);
                    open[i]++;
                }
            }
            places.put(parts.get(i).name(), i);
            if (open[i] == 0) {
                free.add(i);
            }
        }
    }

    boolean hasFree() {
        return !free.isEmpty();
    }

    /** Of the parts that wait for nothing the one that comes first in the plan. */
    PlannedPart next() {
        return parts.get(free.remove());
    }

    /** A part is done, has failed, or will not be begun. */
    void over(PlannedPart part) {
        for (int dependent : dependents.get(places.getOrDefault(part.name(), 0))) {
            if (--open[dependent] == 0) {
                free.add(dependent);
            }
        }
    }
}
