package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Python's built-in functions over what can be walked through. */
final class IterationBuiltins {

    static final Object NOT_GIVEN = new Object();

    private IterationBuiltins() {}

    static Map<String, Native> functions() {
        Signature.Table table = new Signature.Table();
        table.add(new Signature("all").required("iterable"), (run, a) -> decided(run, a[0], false));
        table.add(new Signature("any").required("iterable"), (run, a) -> decided(run, a[0], true));
        table.add(new Signature("enumerate").required("iterable").optional("start", 0L), (run, a) -> {
            Iterator<Object> items = Iteration.over(a[0]);
            long[] next = {Ints.index(a[1])};
            return new PyIterator("enumerate", lazily(run, items, () -> PyTuple.of(next[0]++, items.next())));
        });
        table.add(
                new Signature("filter").required("function", "iterable"),
                (run, a) -> new PyIterator(
                        "filter",
                        SelectFilters.filtered(
                                Iteration.over(a[1]),
                                item -> Truth.of(a[0] == None.NONE ? item : Sorting.call(run, a[0], item)))));
        table.add(new Signature("map").required("function", "iterable").rest(), (run, a) -> {
            List<Object> sources = new ArrayList<>(List.of(a[1]));
            sources.addAll((PyTuple) a[2]);
            Iterator<Object> rows = rows(run, sources);
            return new PyIterator(
                    "map", lazily(run, rows, () -> Sorting.call(run, a[0], ((PyTuple) rows.next()).toArray())));
        });
        table.add(new Signature("zip").rest().keywords(), (run, a) -> new PyIterator("zip", rows(run, (PyTuple) a[0])));
        table.add(
                new Signature("iter").required("object"),
                (run, a) -> a[0] instanceof PyIterator
                        ? a[0]
                        : new PyIterator(Types.name(a[0]) + "_iterator", Iteration.over(a[0])));
        table.add(new Signature("next").required("iterator").optional("default", NOT_GIVEN), (run, a) -> next(a));
        table.add(
                new Signature("reversed").required("sequence"),
                (run, a) -> new PyIterator("list_reverseiterator", SequenceFilters.reversed(run, a[0])));
        table.add(
                new Signature("sorted")
                        .required("iterable")
                        .optional("key", None.NONE)
                        .optional("reverse", false),
                (run, a) -> Sorting.sorted(run, a[0], a[1], Sorting.reverse(a[2])));
        table.add(new Signature("sum").required("iterable").optional("start", 0L), (run, a) -> {
            if (Types.isText(a[1])) {
                throw PythonError.type("sum() can't sum strings [use ''.join(seq) instead]");
            }
            Object sum = a[1];
            for (Object item : Iteration.list(run, a[0])) {
                sum = Arithmetic.add(run, sum, item);
            }
            return sum;
        });
        table.add(extremes("min"), (run, a) -> extreme(run, a, -1));
        table.add(extremes("max"), (run, a) -> extreme(run, a, 1));
        return table.functions();
    }

    private static Object decided(Run run, Object iterable, boolean by) {
        Iterator<Object> items = Iteration.over(iterable);
        while (items.hasNext()) {
            run.spend(1);
            if (Truth.of(items.next()) == by) {
                return by;
            }
        }
        return !by;
    }

    static Iterator<Object> lazily(Run run, Iterator<Object> items, Supplier<Object> next) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public Object next() {
                run.spend(1);
                return next.get();
            }
        };
    }

    /** One item of each source a time, as tuples, until the first is at its end. */
    static Iterator<Object> rows(Run run, List<Object> sources) {
        List<Iterator<Object>> iterators = new ArrayList<>();
        sources.forEach(source -> iterators.add(Iteration.over(source)));
        return new Iterator<>() {
            private @Nullable PyTuple row;

            @Override
            public boolean hasNext() {
                if (row == null && !iterators.isEmpty()) {
                    Object[] items = new Object[iterators.size()];
                    for (int i = 0; i < items.length; i++) {
                        if (!iterators.get(i).hasNext()) {
                            return false;
                        }
                        items[i] = iterators.get(i).next();
                    }
                    row = PyTuple.of(items);
                }
                return row != null;
            }

            @Override
            public Object next() {
                if (!hasNext() || row == null) {
                    throw new NoSuchElementException();
                }
                run.spend(1);
                PyTuple current = row;
                row = null;
                return current;
            }
        };
    }

    private static Object next(Object[] a) {
        if (!(a[0] instanceof PyIterator iterator)) {
            if (a[0] instanceof Undefined undefined) {
                throw undefined.error();
            }
            throw PythonError.type("'" + Types.name(a[0]) + "' object is not an iterator");
        }
        return next(iterator, a[1]);
    }

    static Object next(PyIterator iterator, Object otherwise) {
        if (iterator.hasNext()) {
            return iterator.next();
        }
        if (otherwise == NOT_GIVEN) {
            throw new PythonError("StopIteration", "");
        }
        return otherwise;
    }

    private static Signature extremes(String name) {
        return new Signature(name).required("first").rest().keywords();
    }

    private static Object extreme(Run run, Object[] a, int sign) {
        String name = sign < 0 ? "min" : "max";
        PyTuple rest = (PyTuple) a[1];
        PyDict named = (PyDict) a[2];
        List<Object> items = new ArrayList<>();
        if (rest.isEmpty()) {
            items.addAll(Iteration.list(run, a[0]));
        } else {
            items.add(a[0]);
            items.addAll(rest);
        }
        if (items.isEmpty()) {
            return named.find("default").orElseThrow(() -> PythonError.value(name + "() arg is an empty sequence"));
        }
        Object key = named.find("key").orElse(None.NONE);
        UnaryOperator<Object> by = key == None.NONE ? UnaryOperator.identity() : item -> Sorting.call(run, key, item);
        return SortFilters.extreme(items, by, sign);
    }
}
