package io.buildout4j.engine.substitute;

import io.buildout4j.engine.inherit.Inheritance;
import io.buildout4j.profile.Section;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells whether a loop of {@code <=} is one that was met before, entered at another section. */
final class BaseLoops {

    private final Map<String, Section> sections;
    private final Set<String> met = new HashSet<>();

    BaseLoops(Map<String, Section> sections) {
        this.sections = sections;
    }

    /** Whether no section of the loop through this one was named here before. */
    boolean isNew(String section) {
        if (met.contains(section)) {
            return false;
        }
        for (String name : reachable(section)) {
            if (reachable(name).contains(section)) {
                met.add(name);
            }
        }
        return true;
    }

    private Set<String> reachable(String start) {
        Set<String> seen = new HashSet<>();
        Deque<String> waiting = new ArrayDeque<>(List.of(start));
        while (!waiting.isEmpty()) {
            Section section = sections.get(waiting.pop());
            if (section != null) {
                Inheritance.bases(section).stream().filter(seen::add).forEach(waiting::push);
            }
        }
        return seen;
    }
}
