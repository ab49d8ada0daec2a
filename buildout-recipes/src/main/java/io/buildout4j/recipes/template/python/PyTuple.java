package io.buildout4j.recipes.template.python;

import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Python's tuple. */
public final class PyTuple extends AbstractList<Object> {

    static final PyTuple EMPTY = new PyTuple(new Object[0]);

    private final Object[] items;
    private final String type;
    private final List<String> names;

    private PyTuple(Object[] items) {
        this(items, "", List.of());
    }

    private PyTuple(Object[] items, String type, List<String> names) {
        this.items = items;
        this.type = type;
        this.names = names;
    }

    /** A tuple of these items. */
    public static PyTuple of(Object... items) {
        return new PyTuple(items.clone());
    }

    /**
     * A tuple whose items have names too.
     *
     * @param type what it calls itself; empty if it shows itself as any tuple
     */
    static PyTuple named(String type, List<String> names, Object... items) {
        return new PyTuple(items.clone(), type, names);
    }

    /** What a tuple with names calls itself; empty for any other. */
    String type() {
        return type;
    }

    List<String> names() {
        return names;
    }

    Optional<Object> member(String name) {
        int at = names.indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(items[at]);
    }

    /** A tuple of the items of a collection, in its order. */
    public static PyTuple copyOf(Collection<?> items) {
        return new PyTuple(items.toArray());
    }

    @Override
    public Object get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }

    /** The items as a list that cannot be changed. */
    List<Object> items() {
        return List.of(items);
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
