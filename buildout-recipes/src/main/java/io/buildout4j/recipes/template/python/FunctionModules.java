package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Python's itertools, functools and operator, as far as templates go. */
final class FunctionModules {

    private FunctionModules() {}

    static Module itertools() {
        return new Module("itertools")
                .with(
                        new Signature("count").optional("start", 0L).optional("step", 1L),
                        (run, a) -> new PyIterator("count", endless(run, a[0], a[1])))
                .with("chain", chain())
                .with(new Signature("product").rest(), FunctionModules::product)
                .with(new Signature("islice").required("iterable", "start").optional("stop", None.NONE), (run, a) -> {
                    long from = a[1] == None.NONE || a[2] == None.NONE ? 0 : Ints.index(a[1]);
                    long to = a[2] == None.NONE ? Ints.index(a[1]) : Ints.index(a[2]);
                    PyList part = new PyList();
                    Iterator<Object> items = Iteration.over(a[0]);
                    for (long i = 0; i < to && items.hasNext(); i++) {
                        run.spend(1);
                        Object item = items.next();
                        if (i >= from) {
                            part.add(item);
                        }
                    }
                    return new PyIterator("islice", part.iterator());
                })
                .with(new Signature("repeat").required("object", "times"), (run, a) -> {
                    run.keep(Math.max(0, Ints.index(a[1])));
                    return new PyIterator(
                            "repeat",
                            java.util.Collections.nCopies(Math.max(0, Ints.clamped(a[1])), a[0])
                                    .iterator());
                });
    }

    private static PyCallable chain() {
        PyType type = new PyType(
                "chain",
                value -> false,
                new Signature("chain").rest(),
                (run, a) -> new PyIterator("chain", chained((PyTuple) a[0])));
        return type.with(
                new Signature("from_iterable").required("iterable"),
                (run, a) -> new PyIterator("chain", chained(Iteration.list(run, a[0]))));
    }

    private static Iterator<Object> chained(List<Object> sources) {
        Iterator<Object> outer = sources.iterator();
        return new Iterator<>() {
            private Iterator<Object> inner = List.of().iterator();

            @Override
            public boolean hasNext() {
                while (!inner.hasNext() && outer.hasNext()) {
                    inner = Iteration.over(outer.next());
                }
                return inner.hasNext();
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return inner.next();
            }
        };
    }

    private static Iterator<Object> endless(Run run, Object start, Object step) {
        return new Iterator<>() {
            private Object next = start;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Object next() {
                run.spend(1);
                Object current = next;
                next = Arithmetic.add(run, next, step);
                return current;
            }
        };
    }

    private static Object product(Run run, Object[] a) {
        List<PyList> rows = new ArrayList<>(List.of(new PyList()));
        for (Object source : (PyTuple) a[a.length - 1]) {
            PyList items = Iteration.list(run, source);
            List<PyList> longer = new ArrayList<>();
            for (PyList row : rows) {
                for (Object item : items) {
                    run.keep(row.size() + 1L);
                    PyList next = new PyList(row);
                    next.add(item);
                    longer.add(next);
                }
            }
            rows = longer;
        }
        PyList tuples = new PyList();
        rows.forEach(row -> tuples.add(PyTuple.copyOf(row)));
        return new PyIterator("product", tuples.iterator());
    }

    static Module functools() {
        return new Module("functools")
                .with(
                        new Signature("partial").required("func").rest().keywords(),
                        (run, a) -> new Partial(a[0], (PyTuple) a[1], (PyDict) a[2]))
                .with(new Signature("reduce").required("function", "sequence").rest(), (run, a) -> {
                    Iterator<Object> items = Iteration.over(a[1]);
                    PyTuple initial = (PyTuple) a[2];
                    if (initial.isEmpty() && !items.hasNext()) {
                        throw PythonError.type("reduce() of empty iterable with no initial value");
                    }
                    Object value = initial.isEmpty() ? items.next() : initial.get(0);
                    while (items.hasNext()) {
                        run.spend(1);
                        value = Sorting.call(run, a[0], value, items.next());
                    }
                    return value;
                });
    }

    private record Partial(Object function, PyTuple first, PyDict named) implements PyCallable {
        @Override
        public Object call(Run run, Arguments arguments) {
            if (!(function instanceof PyCallable callable)) {
                throw PythonError.type("the first argument must be callable");
            }
            List<Object> positional = new ArrayList<>(first);
            positional.addAll(arguments.positional());
            Map<String, Object> all = new LinkedHashMap<>();
            named.forEach((key, value) -> all.put(key.toString(), value));
            all.putAll(arguments.named());
            return callable.call(run, new Arguments(positional, all));
        }

        @Override
        public String typeName() {
            return "partial";
        }
    }

    static Module operator() {
        Module module = new Module("operator");
        binary(module, "add", Arithmetic::add);
        binary(module, "mul", Arithmetic::multiply);
        binary(module, "mod", Arithmetic::modulo);
        binary(module, "pow", Arithmetic::power);
        binary(module, "sub", (run, a, b) -> Arithmetic.subtract(a, b));
        binary(module, "truediv", (run, a, b) -> Arithmetic.divide(a, b));
        binary(module, "floordiv", (run, a, b) -> Arithmetic.floorDivide(a, b));
        binary(module, "contains", (run, a, b) -> Order.contains(a, b));
        binary(module, "getitem", (run, a, b) -> Items.item(a, b));
        Map.of("eq", "==", "ne", "!=", "lt", "<", "le", "<=", "gt", ">", "ge", ">=")
                .forEach((name, sign) -> binary(module, name, (run, a, b) -> Logic.holds(sign, a, b)));
        return module.with(new Signature("itemgetter").required("item").rest(), (run, a) -> getter(a, false))
                .with(new Signature("attrgetter").required("attr").rest(), (run, a) -> getter(a, true))
                .with(new Signature("neg").required("a"), (run, a) -> Arithmetic.negate(a[0]))
                .with(new Signature("not_").required("a"), (run, a) -> !Truth.of(a[0]));
    }

    @FunctionalInterface
    private interface Binary {
        Object apply(Run run, Object a, Object b);
    }

    private static void binary(Module module, String name, Binary function) {
        module.with(new Signature(name).required("a", "b"), (run, a) -> function.apply(run, a[0], a[1]));
    }

    private static Native getter(Object[] keys, boolean attributes) {
        PyList all = PyList.of(keys[0]);
        all.addAll((PyTuple) keys[1]);
        return new Native(new Signature("getter").required("obj"), (run, a) -> {
            List<Object> found = all.stream()
                    .map(key -> attributes ? new AttributePath(key).of(a[0]) : Items.item(a[0], key))
                    .toList();
            return found.size() == 1 ? found.get(0) : PyTuple.copyOf(found);
        });
    }
}
