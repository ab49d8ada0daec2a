package io.buildout4j.recipes.template.python;

import java.util.Map;

/** The methods of set and frozenset, and their operators. */
final class SetMethods {

    static final Map<String, Native> FROZEN_TABLE = reading().functions();
    static final Map<String, Native> TABLE = table();

    private SetMethods() {}

    private static Signature self(String name) {
        return new Signature(name).required("self");
    }

    private static PySet set(Object value) {
        return (PySet) value;
    }

    private static PySet copy(PySet of) {
        return new PySet(of.values(), of.frozen());
    }

    private static Signature.Table reading() {
        Signature.Table table = new Signature.Table();
        table.add(self("union").rest(), (run, a) -> {
            PySet all = copy(set(a[0]));
            ((PyTuple) a[1]).forEach(other -> Iteration.list(run, other).forEach(all::add));
            return all;
        });
        table.add(self("intersection").rest(), (run, a) -> {
            PySet shared = copy(set(a[0]));
            ((PyTuple) a[1]).forEach(other -> keep(shared, Iteration.set(other)));
            return shared;
        });
        table.add(self("difference").rest(), (run, a) -> {
            PySet rest = copy(set(a[0]));
            ((PyTuple) a[1]).forEach(other -> Iteration.list(run, other).forEach(rest::remove));
            return rest;
        });
        table.add(
                self("symmetric_difference").required("other"),
                (run, a) -> symmetricDifference(set(a[0]), Iteration.set(a[1])));
        table.add(
                self("issubset").required("other"),
                (run, a) -> Iteration.set(a[1]).containsAll(set(a[0])));
        table.add(self("issuperset").required("other"), (run, a) -> set(a[0]).containsAll(Iteration.set(a[1])));
        table.add(
                self("isdisjoint").required("other"),
                (run, a) -> Iteration.list(run, a[1]).stream().noneMatch(set(a[0])::has));
        table.add(self("copy"), (run, a) -> copy(set(a[0])));
        table.add(self("__contains__").required("item"), (run, a) -> set(a[0]).has(a[1]));
        table.add(self("__len__"), (run, a) -> (long) set(a[0]).size());
        return table;
    }

    private static PySet symmetricDifference(PySet a, PySet b) {
        PySet result = copy(a);
        b.forEach(item -> {
            if (!result.remove(item)) {
                result.add(item);
            }
        });
        return result;
    }

    private static void keep(PySet from, PySet wanted) {
        for (Object item : new PyList(from.values())) {
            if (!wanted.has(item)) {
                from.remove(item);
            }
        }
    }

    private static Map<String, Native> table() {
        Signature.Table table = reading();
        table.add(self("add").required("item"), (run, a) -> {
            set(a[0]).add(a[1]);
            return None.NONE;
        });
        table.add(self("discard").required("item"), (run, a) -> {
            set(a[0]).remove(a[1]);
            return None.NONE;
        });
        table.add(self("remove").required("item"), (run, a) -> {
            if (!set(a[0]).remove(a[1])) {
                throw PythonError.key(a[1]);
            }
            return None.NONE;
        });
        table.add(self("clear"), (run, a) -> {
            set(a[0]).clear();
            return None.NONE;
        });
        table.add(self("pop"), (run, a) -> {
            if (set(a[0]).size() == 0) {
                throw new PythonError("KeyError", "'pop from an empty set'");
            }
            Object first = set(a[0]).iterator().next();
            set(a[0]).remove(first);
            return first;
        });
        updates(table);
        return table.functions();
    }

    private static void updates(Signature.Table table) {
        table.add(self("update").rest(), (run, a) -> {
            ((PyTuple) a[1]).forEach(other -> Iteration.list(run, other).forEach(set(a[0])::add));
            return None.NONE;
        });
        table.add(self("difference_update").rest(), (run, a) -> {
            ((PyTuple) a[1]).forEach(other -> Iteration.list(run, other).forEach(set(a[0])::remove));
            return None.NONE;
        });
        table.add(self("intersection_update").rest(), (run, a) -> {
            ((PyTuple) a[1]).forEach(other -> keep(set(a[0]), Iteration.set(other)));
            return None.NONE;
        });
    }
}
