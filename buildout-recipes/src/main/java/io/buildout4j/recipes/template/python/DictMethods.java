package io.buildout4j.recipes.template.python;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The methods of dict. */
final class DictMethods {

    private static final Object NOT_GIVEN = new Object();

    static final Map<String, Native> TABLE = table();

    private DictMethods() {}

    private static Signature self(String name) {
        return new Signature(name).required("self");
    }

    private static PyDict dict(Object value) {
        return (PyDict) value;
    }

    private static Map<String, Native> table() {
        Signature.Table table = new Signature.Table();
        table.add(self("get").required("key").optional("default", None.NONE), (run, a) -> {
            Object value = dict(a[0]).value(a[1]);
            return value == null ? a[2] : value;
        });
        table.add(self("keys"), (run, a) -> new DictView(DictView.Kind.KEYS, dict(a[0])));
        table.add(self("values"), (run, a) -> new DictView(DictView.Kind.VALUES, dict(a[0])));
        table.add(self("items"), (run, a) -> new DictView(DictView.Kind.ITEMS, dict(a[0])));
        table.add(self("copy"), (run, a) -> new PyDict(dict(a[0])));
        table.add(self("__contains__").required("key"), (run, a) -> dict(a[0]).has(a[1]));
        table.add(self("__len__"), (run, a) -> (long) dict(a[0]).size());
        table.add(self("__getitem__").required("key"), (run, a) -> Items.item(a[0], a[1]));
        table.add(self("__iter__"), (run, a) -> new PyIterator("dict_keyiterator", Iteration.over(a[0])));
        table.add(self("__str__"), (run, a) -> Text.str(a[0]));
        table.add(self("__repr__"), (run, a) -> Text.repr(a[0]));
        table.add(
                new Signature("fromkeys").required("self", "iterable").optional("value", None.NONE),
                (run, a) -> fromKeys(run, a[1], a[2]));
        table.add(self("__reversed__"), (run, a) -> {
            List<Object> keys = dict(a[0]).keys();
            Collections.reverse(keys);
            return new PyIterator("dict_reversekeyiterator", keys.iterator());
        });
        changes(table);
        return table.functions();
    }

    private static void changes(Signature.Table table) {
        table.add(self("__setitem__").required("key", "value"), (run, a) -> {
            dict(a[0]).put(a[1], a[2]);
            return None.NONE;
        });
        table.add(self("__delitem__").required("key"), (run, a) -> {
            Items.delete(a[0], a[1]);
            return None.NONE;
        });
        table.add(self("setdefault").required("key").optional("default", None.NONE), (run, a) -> {
            Object value = dict(a[0]).value(a[1]);
            if (value == null) {
                dict(a[0]).put(a[1], a[2]);
                return a[2];
            }
            return value;
        });
        table.add(self("pop").required("key").optional("default", NOT_GIVEN), (run, a) -> {
            Object value = dict(a[0]).remove(a[1]);
            if (value == null && a[2] == NOT_GIVEN) {
                throw PythonError.key(a[1]);
            }
            return value == null ? a[2] : value;
        });
        table.add(
                self("popitem"),
                (run, a) -> dict(a[0])
                        .removeLast()
                        .orElseThrow(() -> new PythonError("KeyError", "'popitem(): dictionary is empty'")));
        table.add(self("clear"), (run, a) -> {
            dict(a[0]).clear();
            return None.NONE;
        });
        table.add(self("update").rest().keywords(), (run, a) -> {
            PyTuple others = (PyTuple) a[1];
            if (others.size() > 1) {
                throw PythonError.type("update expected at most 1 argument, got " + others.size());
            }
            for (Object other : others) {
                fill(run, dict(a[0]), other);
            }
            dict(a[0]).putAll((PyDict) a[2]);
            return None.NONE;
        });
    }

    static PyDict fromKeys(Run run, Object keys, Object value) {
        PyDict dict = new PyDict();
        Iteration.list(run, keys).forEach(key -> dict.put(key, value));
        return dict;
    }

    /** Puts a mapping, or an iterable of pairs, into a dict. */
    static void fill(Run run, PyDict dict, Object source) {
        if (source instanceof PyDict other) {
            run.keep(other.size());
            dict.putAll(other);
            return;
        }
        Iterator<Object> items = Iteration.over(source);
        for (int i = 0; items.hasNext(); i++) {
            run.keep(1);
            Object item = items.next();
            if (!Iteration.isIterable(item)) {
                throw PythonError.type("cannot convert dictionary update sequence element #" + i + " to a sequence");
            }
            PyList pair = Iteration.list(run, item);
            if (pair.size() != 2) {
                throw PythonError.value(
                        "dictionary update sequence element #" + i + " has length " + pair.size() + "; 2 is required");
            }
            dict.put(pair.get(0), pair.get(1));
        }
    }
}
