package io.buildout4j.engine.substitute;

import io.buildout4j.engine.substitute.Frame.OptionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds options that refer to each other; walks without recursion, as chains of references are long. */
final class Loops {

    private final Map<OptionKey, List<OptionKey>> references;
    private final Consumer<List<OptionKey>> report;
    private final Set<OptionKey> begun = new HashSet<>();
    private final Set<String> members = new HashSet<>();

    /** @param report is told, of each loop, the options in it, each referring to the next and the last to the first */
    Loops(Map<OptionKey, List<OptionKey>> references, Consumer<List<OptionKey>> report) {
        this.references = references;
        this.report = report;
        references.keySet().forEach(this::walk);
    }

    /** The options, as {@code section:option}, that are in a loop. */
    Set<String> members() {
        return members;
    }

    private void walk(OptionKey start) {
        List<OptionKey> path = new ArrayList<>();
        List<Iterator<OptionKey>> rest = new ArrayList<>();
        Map<OptionKey, Integer> position = new HashMap<>();
        enter(start, path, rest, position);
        while (!path.isEmpty()) {
            int last = path.size() - 1;
            if (!rest.get(last).hasNext()) {
                position.remove(path.remove(last));
                rest.remove(last);
                continue;
            }
            OptionKey next = rest.get(last).next();
            Integer closes = position.get(next);
            if (closes != null) {
                List<OptionKey> loop = List.copyOf(path.subList(closes, path.size()));
                report.accept(loop);
                loop.forEach(key -> members.add(key.toString()));
            } else {
                enter(next, path, rest, position);
            }
        }
    }

    private void enter(
            OptionKey key, List<OptionKey> path, List<Iterator<OptionKey>> rest, Map<OptionKey, Integer> position) {
        if (begun.add(key)) {
            position.put(key, path.size());
            path.add(key);
            rest.add(references.getOrDefault(key, List.of()).iterator());
        }
    }
}
