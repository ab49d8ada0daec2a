package io.buildout4j.recipes.template.jinja;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which names a template asks for and assigns, place by place, as it is compiled. Jinja2 decides for a whole place what
 * a name means there: one that is assigned in it, and was not asked for before, is no longer that of the context, not
 * even in a loop or macro that stands before the assignment. Such names are to be hidden on entry.
 */
final class Symbols {

    /** A place with names of its own: a template, the body of a loop, macro or block. */
    private static final class Place {
        private final boolean apart;
        private final Set<String> known = new HashSet<>();
        private final Set<String> inside = new HashSet<>();
        private final Set<String> hidden = new HashSet<>();
        private final List<Set<String>> undecided = new ArrayList<>();

        Place(boolean apart) {
            this.apart = apart;
            undecided.add(hidden);
        }
    }

    private final Deque<Place> places = new ArrayDeque<>();

    /**
     * Begins a place.
     *
     * @param apart whether nothing of the places around it is seen there, as in a block
     */
    void begin(boolean apart) {
        places.push(new Place(apart));
    }

    /** Notes names whose values are asked for. */
    void ask(Collection<String> names) {
        places.element().known.addAll(names);
    }

    /**
     * Notes a name that is assigned.
     *
     * @param maybe whether that depends on a condition, in which case the context's meaning stays possible
     */
    void assign(String name, boolean maybe) {
        Place place = places.element();
        if (!maybe && !place.known.contains(name) && place.inside.contains(name)) {
            place.hidden.add(name);
        }
        place.known.add(name);
    }

    /**
     * Ends the place that was begun last.
     *
     * @return the names to hide on entry, which is certain only when all places around have ended
     */
    Set<String> end() {
        Place ended = places.pop();
        // What is known here, for whatever reason, is what the places inside see.
        ended.undecided.stream().filter(names -> names != ended.hidden).forEach(names -> names.removeAll(ended.known));
        Place around = places.peek();
        if (around == null || ended.apart) {
            return ended.hidden;
        }
        around.inside.addAll(ended.known);
        around.inside.addAll(ended.inside);
        around.undecided.addAll(ended.undecided);
        return ended.hidden;
    }
}
