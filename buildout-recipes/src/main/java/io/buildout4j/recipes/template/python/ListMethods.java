package io.buildout4j.recipes.template.python;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The methods of list, tuple and range. */
final class ListMethods {

    static final Map<String, Native> TUPLE_TABLE = reading().functions();
    static final Map<String, Native> RANGE_TABLE = range().functions();
    static final Map<String, Native> TABLE = table();

    private ListMethods() {}

    private static Signature self(String name) {
        return new Signature(name).required("self");
    }

    private static PyList list(Object value) {
        return (PyList) value;
    }

    private static Signature.Table reading() {
        Signature.Table table = new Signature.Table();
        table.add(
                self("index").required("value").optional("start", 0L).optional("stop", None.NONE),
                (run, a) -> index((List<?>) a[0], a));
        table.add(
                self("count").required("value"),
                (run, a) -> ((List<?>) a[0])
                        .stream()
                                .filter(item -> item == a[1] || Equality.same(item, a[1]))
                                .count());
        table.add(self("__contains__").required("value"), (run, a) -> Order.contains(a[0], a[1]));
        table.add(self("__len__"), (run, a) -> (long) Iteration.length(a[0]));
        table.add(self("__getitem__").required("key"), (run, a) -> Items.item(a[0], a[1]));
        table.add(self("__iter__"), (run, a) -> new PyIterator("list_iterator", Iteration.over(a[0])));
        table.add(self("__add__").required("other"), (run, a) -> Arithmetic.add(run, a[0], a[1]));
        table.add(self("__mul__").required("other"), (run, a) -> Arithmetic.multiply(run, a[0], a[1]));
        table.add(self("__str__"), (run, a) -> Text.str(a[0]));
        table.add(self("__repr__"), (run, a) -> Text.repr(a[0]));
        return table;
    }

    private static Signature.Table range() {
        Signature.Table table = new Signature.Table();
        table.add(self("index").required("value"), (run, a) -> {
            PyRange range = (PyRange) a[0];
            if (!range.has(a[1])) {
                throw PythonError.value(Text.repr(a[1]) + " is not in range");
            }
            return (Ints.index(a[1]) - range.start()) / range.step();
        });
        table.add(self("count").required("value"), (run, a) -> ((PyRange) a[0]).has(a[1]) ? 1L : 0L);
        return table;
    }

    private static Map<String, Native> table() {
        Signature.Table table = reading();
        table.add(self("append").required("item"), (run, a) -> {
            run.keep(1);
            list(a[0]).add(a[1]);
            return None.NONE;
        });
        table.add(self("extend").required("iterable"), (run, a) -> {
            list(a[0]).addAll(Iteration.list(run, a[1]));
            return None.NONE;
        });
        table.add(self("insert").required("index", "item"), (run, a) -> {
            Slice.Bounds at =
                    new Slice(a[1], None.NONE, None.NONE).bounds(list(a[0]).size());
            list(a[0]).add(at.start(), a[2]);
            return None.NONE;
        });
        table.add(self("pop").optional("index", -1L), (run, a) -> pop(list(a[0]), a[1]));
        table.add(self("remove").required("value"), (run, a) -> {
            PyList list = list(a[0]);
            for (int i = 0; i < list.size(); i++) {
                if (Equality.same(list.get(i), a[1])) {
                    list.remove(i);
                    return None.NONE;
                }
            }
            throw PythonError.value("list.remove(x): x not in list");
        });
        changes(table);
        return table.functions();
    }

    private static void changes(Signature.Table table) {
        table.add(self("clear"), (run, a) -> {
            list(a[0]).clear();
            return None.NONE;
        });
        table.add(self("copy"), (run, a) -> new PyList(list(a[0])));
        table.add(self("reverse"), (run, a) -> {
            Collections.reverse(list(a[0]));
            return None.NONE;
        });
        table.add(self("sort").optional("key", None.NONE).optional("reverse", false), (run, a) -> {
            list(a[0]).replaceAll(Sorting.sorted(run, list(a[0]), a[1], Sorting.reverse(a[2])));
            return None.NONE;
        });
        table.add(self("__setitem__").required("key", "value"), (run, a) -> {
            Items.put(a[0], a[1], a[2]);
            return None.NONE;
        });
        table.add(self("__delitem__").required("key"), (run, a) -> {
            Items.delete(a[0], a[1]);
            return None.NONE;
        });
    }

    private static Object pop(PyList list, Object index) {
        if (list.isEmpty()) {
            throw PythonError.index("pop from empty list");
        }
        long at = Ints.index(index);
        long absolute = at < 0 ? at + list.size() : at;
        if (absolute < 0 || absolute >= list.size()) {
            throw PythonError.index("pop index out of range");
        }
        return list.remove((int) absolute);
    }

    private static Object index(List<?> list, Object[] a) {
        Slice.Bounds bounds = new Slice(a[2], a[3], None.NONE).bounds(list.size());
        for (int i = bounds.start(); i < bounds.stop(); i++) {
            if (Equality.same(list.get(i), a[1])) {
                return (long) i;
            }
        }
        throw PythonError.value(
                list instanceof PyTuple ? "tuple.index(x): x not in tuple" : Text.repr(a[1]) + " is not in list");
    }
}
