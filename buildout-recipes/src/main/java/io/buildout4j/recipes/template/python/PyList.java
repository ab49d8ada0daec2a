package io.buildout4j.recipes.template.python;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Python's list; may be changed while it is walked through, as there. */
public final class PyList extends AbstractList<Object> {

    private final ArrayList<Object> items;

    public PyList() {
        items = new ArrayList<>();
    }

    public PyList(Collection<?> items) {
        this.items = new ArrayList<>(items);
    }

    /** A list of these items. */
    public static PyList of(Object... items) {
        return new PyList(Arrays.asList(items));
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }

    @Override
    public Object set(int index, Object value) {
        return items.set(index, value);
    }

    @Override
    public void add(int index, Object value) {
        items.add(index, value);
    }

    @Override
    public Object remove(int index) {
        return items.remove(index);
    }

    @Override
    public void clear() {
        items.clear();
    }

    @Override
    public int size() {
        return items.size();
    }

    /** Puts other items in the place of all there are. */
    void replaceAll(List<?> others) {
        List<Object> copy = new ArrayList<>(others);
        items.clear();
        items.addAll(copy);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
