package io.buildout4j.recipes.template.python;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Set;

/** Python's set and frozenset; walked through in the order in which items were added. */
public final class PySet implements Iterable<Object> {

    private final LinkedHashMap<Object, Object> items = new LinkedHashMap<>();
    private final boolean frozen;

    public PySet(Collection<?> items, boolean frozen) {
        this.frozen = frozen;
        items.forEach(this::add);
    }

    boolean frozen() {
        return frozen;
    }

    /** How many elements there are. */
    public int size() {
        return items.size();
    }

    void add(Object item) {
        items.putIfAbsent(Keys.of(item), item);
    }

    boolean remove(Object item) {
        return items.remove(Keys.of(item)) != null;
    }

    void clear() {
        items.clear();
    }

    boolean has(Object item) {
        return items.containsKey(Keys.of(item));
    }

    boolean containsAll(PySet other) {
        return items.keySet().containsAll(other.items.keySet());
    }

    Set<Object> hashes() {
        return items.keySet();
    }

    @Override
    public Iterator<Object> iterator() {
        return items.values().iterator();
    }

    Collection<Object> values() {
        return items.values();
    }
}
