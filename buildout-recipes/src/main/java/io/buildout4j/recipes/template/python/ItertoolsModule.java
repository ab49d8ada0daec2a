package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Python's itertools. What is endless stays lazy; each item that is made counts against the limits. */
final class ItertoolsModule {

    private static final Object END = new Object();

    private ItertoolsModule() {}

    static Module module() {
        Module module = new Module("itertools");
        endless(module);
        combined(module);
        chosen(module);
        grouped(module);
        return module;
    }

    /** An iterator over what a function gives until it gives {@link #END}. */
    private static PyIterator iterator(String type, Run run, Supplier<Object> items) {
        return new PyIterator(type, new Iterator<>() {
            private @Nullable Object next;

            @Override
            public boolean hasNext() {
                if (next == null) {
                    run.spend(1);
                    next = items.get();
                }
                return next != END;
            }

            @Override
            public Object next() {
                Object item = hasNext() ? next : END;
                if (item == null || item == END) {
                    throw new NoSuchElementException();
                }
                next = null;
                return item;
            }
        });
    }

    private static Object next(Iterator<Object> items) {
        return items.hasNext() ? items.next() : END;
    }

    private static void endless(Module module) {
        module.with(new Signature("count").optional("start", 0L).optional("step", 1L), (run, a) -> {
            Object[] next = {a[0]};
            return iterator("itertools.count", run, () -> {
                Object current = next[0];
                next[0] = Arithmetic.add(run, current, a[1]);
                return current;
            });
        });
        module.with(new Signature("repeat").required("object").optional("times", None.NONE), (run, a) -> {
            long[] left = {a[1] == None.NONE ? Long.MAX_VALUE : Ints.index(a[1])};
            return iterator("itertools.repeat", run, () -> left[0]-- > 0 ? a[0] : END);
        });
        module.with(new Signature("cycle").required("iterable"), (run, a) -> {
            Iterator<Object> items = Iteration.over(a[0]);
            List<Object> seen = new ArrayList<>();
            int[] at = {0};
            return iterator("itertools.cycle", run, () -> {
                if (items.hasNext()) {
                    run.keep(1);
                    seen.add(items.next());
                    return seen.get(seen.size() - 1);
                }
                return seen.isEmpty() ? END : seen.get(at[0]++ % seen.size());
            });
        });
    }

    private static void combined(Module module) {
        PyType chain = new PyType(
                "itertools.chain",
                value -> false,
                new Signature("chain").rest(),
                (run, a) -> chained(run, Iteration.over(a[0])));
        module.with(
                "chain",
                chain.with(
                        new Signature("from_iterable").required("iterable"),
                        (run, a) -> chained(run, Iteration.over(a[0]))));
        module.with(new Signature("zip_longest").rest().keywords(), (run, a) -> {
            List<Iterator<Object>> sources = sources((PyTuple) a[0]);
            Object filler = ((PyDict) a[1]).find("fillvalue").orElse(None.NONE);
            return iterator("itertools.zip_longest", run, () -> {
                boolean any = sources.stream().anyMatch(Iterator::hasNext);
                return any
                        ? PyTuple.copyOf(sources.stream()
                                .map(source -> source.hasNext() ? source.next() : filler)
                                .toList())
                        : END;
            });
        });
        module.with(new Signature("product").rest().keywords(), (run, a) -> {
            PyTuple sources = (PyTuple) a[0];
            long times = Ints.index(((PyDict) a[1]).find("repeat").orElse(1L));
            List<PyList> rows = List.of(new PyList());
            for (long i = 0; i < times; i++) {
                for (Object source : sources) {
                    rows = longer(run, rows, Iteration.list(run, source));
                }
            }
            return tuples("itertools.product", rows);
        });
        selection(module, "permutations", false, false);
        selection(module, "combinations", true, false);
        selection(module, "combinations_with_replacement", true, true);
    }

    private static List<Iterator<Object>> sources(PyTuple values) {
        return values.stream().map(Iteration::over).toList();
    }

    private static PyIterator chained(Run run, Iterator<Object> sources) {
        List<Iterator<Object>> inner = new ArrayList<>();
        return iterator("itertools.chain", run, () -> {
            while (inner.isEmpty() || !inner.get(0).hasNext()) {
                if (!sources.hasNext()) {
                    return END;
                }
                inner.clear();
                inner.add(Iteration.over(sources.next()));
            }
            return inner.get(0).next();
        });
    }

    private static List<PyList> longer(Run run, List<PyList> rows, PyList items) {
        List<PyList> longer = new ArrayList<>();
        for (PyList row : rows) {
            for (Object item : items) {
                run.keep(row.size() + 1L);
                PyList next = new PyList(row);
                next.add(item);
                longer.add(next);
            }
        }
        return longer;
    }

    private static PyIterator tuples(String type, List<PyList> rows) {
        return new PyIterator(type, rows.stream().map(PyTuple::copyOf).iterator());
    }

    private static void selection(Module module, String name, boolean ordered, boolean repeated) {
        Signature signature = new Signature(name).required("iterable");
        module.with(ordered ? signature.required("r") : signature.optional("r", None.NONE), (run, a) -> {
            PyList pool = Iteration.list(run, a[0]);
            long length = a[1] == None.NONE ? pool.size() : Ints.index(a[1]);
            if (length < 0) {
                throw PythonError.value("r must be non-negative");
            }
            List<PyList> rows = new ArrayList<>();
            if (repeated ? length == 0 || !pool.isEmpty() : length <= pool.size()) {
                select(run, pool, length, ordered, repeated, new ArrayList<>(), rows);
            }
            return tuples("itertools." + name, rows);
        });
    }

    private static void select(
            Run run,
            PyList pool,
            long length,
            boolean ordered,
            boolean repeated,
            List<Integer> chosen,
            List<PyList> rows) {
        run.keep(1);
        if (chosen.size() == length) {
            PyList row = new PyList();
            chosen.forEach(at -> row.add(pool.get(at)));
            rows.add(row);
            return;
        }
        int last = chosen.isEmpty() ? -1 : chosen.get(chosen.size() - 1);
        int from = !ordered || last < 0 ? 0 : repeated ? last : last + 1;
        for (int i = from; i < pool.size(); i++) {
            if (repeated || ordered || !chosen.contains(i)) {
                chosen.add(i);
                select(run, pool, length, ordered, repeated, chosen, rows);
                chosen.remove(chosen.size() - 1);
            }
        }
    }

    private static void chosen(Module module) {
        module.with(new Signature("islice").required("iterable").rest(), (run, a) -> {
            PyTuple bounds = (PyTuple) a[1];
            if (bounds.isEmpty() || bounds.size() > 3) {
                throw PythonError.type("islice expected 2 to 4 arguments, got " + (bounds.size() + 1));
            }
            long start = bounds.size() == 1 ? 0 : bound(bounds.get(0), 0);
            long stop = bound(bounds.get(bounds.size() == 1 ? 0 : 1), Long.MAX_VALUE);
            long step = bounds.size() == 3 ? bound(bounds.get(2), 1) : 1;
            if (step < 1) {
                throw PythonError.value("Step for islice() must be a positive integer or None.");
            }
            Iterator<Object> items = Iteration.over(a[0]);
            long[] next = {start, 0};
            return iterator("itertools.islice", run, () -> {
                if (next[0] >= stop) {
                    return END;
                }
                Object item = next(items);
                for (; item != END && next[1] < next[0]; next[1]++) {
                    run.spend(1);
                    item = next(items);
                }
                next[0] += step;
                next[1]++;
                return item;
            });
        });
        whether(module, "takewhile", (run, test, items) -> () -> {
            Object item = next(items);
            return item != END && holds(run, test, item) ? item : END;
        });
        whether(module, "dropwhile", (run, test, items) -> {
            boolean[] begun = {false};
            return () -> {
                Object item = next(items);
                while (!begun[0] && item != END && holds(run, test, item)) {
                    item = next(items);
                }
                begun[0] = true;
                return item;
            };
        });
        whether(module, "filterfalse", (run, test, items) -> () -> {
            Object item = next(items);
            while (item != END && (test == None.NONE ? Truth.of(item) : holds(run, test, item))) {
                item = next(items);
            }
            return item;
        });
        whether(module, "starmap", (run, function, items) -> () -> {
            Object item = next(items);
            return item == END
                    ? END
                    : Sorting.call(run, function, Iteration.list(run, item).toArray());
        });
        module.with(new Signature("compress").required("data", "selectors"), (run, a) -> {
            Iterator<Object> items = Iteration.over(a[0]);
            Iterator<Object> wanted = Iteration.over(a[1]);
            return iterator("itertools.compress", run, () -> {
                while (items.hasNext() && wanted.hasNext()) {
                    Object item = items.next();
                    if (Truth.of(wanted.next())) {
                        return item;
                    }
                }
                return END;
            });
        });
    }

    private static long bound(Object value, long otherwise) {
        if (value == None.NONE) {
            return otherwise;
        }
        if (!Types.isInt(value) || Ints.index(value) < 0) {
            throw PythonError.value("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
        }
        return Ints.index(value);
    }

    @FunctionalInterface
    private interface Walk {
        Supplier<Object> through(Run run, Object function, Iterator<Object> items);
    }

    private static void whether(Module module, String name, Walk walk) {
        module.with(
                new Signature(name).required("function", "iterable"),
                (run, a) -> iterator("itertools." + name, run, walk.through(run, a[0], Iteration.over(a[1]))));
    }

    private static boolean holds(Run run, Object test, Object item) {
        return Truth.of(Sorting.call(run, test, item));
    }

    private static void grouped(Module module) {
        module.with(
                new Signature("accumulate")
                        .required("iterable")
                        .optional("func", None.NONE)
                        .optional("initial", None.NONE),
                (run, a) -> {
                    Iterator<Object> items = Iteration.over(a[0]);
                    Object[] sum = {a[2] == None.NONE ? null : a[2], a[2] == None.NONE ? null : END};
                    return iterator("itertools.accumulate", run, () -> {
                        if (sum[1] == END) {
                            sum[1] = null;
                            return sum[0];
                        }
                        Object item = next(items);
                        if (item == END) {
                            return END;
                        }
                        Object before = sum[0];
                        sum[0] = before == null
                                ? item
                                : a[1] == None.NONE
                                        ? Arithmetic.add(run, before, item)
                                        : Sorting.call(run, a[1], before, item);
                        return sum[0];
                    });
                });
        module.with(new Signature("pairwise").required("iterable"), (run, a) -> {
            Iterator<Object> items = Iteration.over(a[0]);
            Object[] last = {next(items)};
            return iterator("itertools.pairwise", run, () -> {
                if (!items.hasNext()) {
                    return END;
                }
                Object before = last[0];
                last[0] = items.next();
                return PyTuple.of(before, last[0]);
            });
        });
        module.with(new Signature("tee").required("iterable").optional("n", 2L), (run, a) -> {
            PyList items = Iteration.list(run, a[0]);
            List<Object> copies = new ArrayList<>();
            for (long i = 0; i < Ints.index(a[1]); i++) {
                run.keep(1);
                copies.add(new PyIterator("itertools._tee", items.iterator()));
            }
            return PyTuple.copyOf(copies);
        });
        module.with(new Signature("groupby").required("iterable").optional("key", None.NONE), (run, a) -> {
            Iterator<Object> items = Iteration.over(a[0]);
            Object[] ahead = {END, END};
            boolean[] begun = {false};
            Runnable read = () -> {
                ahead[0] = next(items);
                ahead[1] = ahead[0] == END || a[1] == None.NONE ? ahead[0] : Sorting.call(run, a[1], ahead[0]);
            };
            int[] group = {0};
            Object[] key = {END};
            return iterator("itertools.groupby", run, () -> {
                if (!begun[0]) {
                    begun[0] = true;
                    read.run();
                }
                // Whoever goes on to the next group leaves what was not read of the one before.
                while (ahead[0] != END && key[0] != END && Equality.same(key[0], ahead[1])) {
                    run.spend(1);
                    read.run();
                }
                if (ahead[0] == END) {
                    return END;
                }
                key[0] = ahead[1];
                int mine = ++group[0];
                Object myKey = key[0];
                return PyTuple.of(myKey, iterator("itertools._grouper", run, () -> {
                    if (group[0] != mine || ahead[0] == END || !Equality.same(myKey, ahead[1])) {
                        return END;
                    }
                    Object item = ahead[0];
                    read.run();
                    return item;
                }));
            });
        });
    }
}
