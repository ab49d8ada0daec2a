package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Python's dict: keys of any hashable kind, in the order in which they were first put. */
public final class PyDict {

    /** A key as it was first written, and its value. */
    static final class Entry {
        final Object key;
        Object value;

        Entry(Object key, Object value) {
            this.key = key;
            this.value = value;
        }

        PyTuple pair() {
            return PyTuple.of(key, value);
        }
    }

    private final LinkedHashMap<Object, Entry> entries;

    public PyDict() {
        entries = new LinkedHashMap<>();
    }

    /** A dict that is likely to become so large. */
    PyDict(int likely) {
        entries = new LinkedHashMap<>(Math.max(16, likely * 2));
    }

    /** A copy; the values are shared. */
    public PyDict(PyDict other) {
        this(other.size());
        other.entries.forEach((hash, entry) -> entries.put(hash, new Entry(entry.key, entry.value)));
    }

    /** How many keys there are. */
    public int size() {
        return entries.size();
    }

    /** The value under that key, if there is one. */
    public Optional<Object> find(Object key) {
        return Optional.ofNullable(value(key));
    }

    @Nullable
    Object value(Object key) {
        Entry entry = entries.get(Keys.of(key));
        return entry == null ? null : entry.value;
    }

    boolean has(Object key) {
        return entries.containsKey(Keys.of(key));
    }

    /** Sets the value of a key; a new key goes to the end. */
    public void put(Object key, Object value) {
        Entry known = entries.putIfAbsent(Keys.of(key), new Entry(key, value));
        if (known != null) {
            known.value = value;
        }
    }

    @Nullable
    Object remove(Object key) {
        Entry entry = entries.remove(Keys.of(key));
        return entry == null ? null : entry.value;
    }

    void clear() {
        entries.clear();
    }

    Optional<PyTuple> removeLast() {
        Object last = null;
        for (Object hash : entries.keySet()) {
            last = hash;
        }
        if (last == null) {
            return Optional.empty();
        }
        Entry entry = entries.remove(last);
        return entry == null ? Optional.empty() : Optional.of(entry.pair());
    }

    void putAll(PyDict other) {
        if (other != this) {
            other.entries.values().forEach(entry -> put(entry.key, entry.value));
        }
    }

    /** Calls for each key and value, in order. */
    public void forEach(BiConsumer<Object, Object> action) {
        entries.values().forEach(entry -> action.accept(entry.key, entry.value));
    }

    Iterator<Entry> iterator() {
        return entries.values().iterator();
    }

    /** The keys, in order, as they are now. */
    public List<Object> keys() {
        List<Object> keys = new ArrayList<>(entries.size());
        entries.values().forEach(entry -> keys.add(entry.key));
        return keys;
    }

    List<Object> pairs() {
        List<Object> pairs = new ArrayList<>(entries.size());
        entries.values().forEach(entry -> pairs.add(entry.pair()));
        return pairs;
    }

    boolean same(PyDict other) {
        if (size() != other.size()) {
            return false;
        }
        for (Map.Entry<Object, Entry> mine : entries.entrySet()) {
            Entry theirs = other.entries.get(mine.getKey());
            if (theirs == null || !Equality.same(mine.getValue().value, theirs.value)) {
                return false;
            }
        }
        return true;
    }
}
